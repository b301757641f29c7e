#include "tests/eddy/store.hpp"

#include <unistd.h>

#include <chrono>
#include <cstdio>
#include <ctime>
#include <fstream>
#include <stdexcept>

namespace eddy {
namespace {

namespace fs = std::filesystem;

/// Local time to the millisecond, as in 20261123T221044.123.
std::string time_stamp() {
  const auto now = std::chrono::system_clock::now();
  const std::time_t seconds = std::chrono::system_clock::to_time_t(now);
  const auto ms = std::chrono::duration_cast<std::chrono::milliseconds>(now.time_since_epoch());
  char day_and_time[32];
  std::strftime(day_and_time, sizeof day_and_time, "%Y%m%dT%H%M%S", std::localtime(&seconds));
  char stamp[48];
  std::snprintf(stamp, sizeof stamp, "%s.%03d", day_and_time, static_cast<int>(ms.count() % 1000));
  return stamp;
}

std::ofstream open_to_write(const fs::path& path) {
  std::ofstream file(path);
  if (!file) throw std::runtime_error("cannot write " + path.string());
  return file;
}

/// Replaces the link in one step: another test may be doing the same.
void point_latest(const fs::path& root, const fs::path& target) {
  const fs::path fresh = root / ("latest." + std::to_string(getpid()));
  fs::create_symlink(target, fresh);
  fs::rename(fresh, root / "latest");
}

}  // namespace

Store::Store(const fs::path& root, const std::string& workload) {
  fs::create_directories(root / workload);
  const fs::path name = fs::path(workload) / time_stamp();
  folder_ = root / name;
  if (!fs::create_directory(folder_)) {  // two tests in one millisecond
    folder_ += "-" + std::to_string(getpid());
    fs::create_directory(folder_);
  }
  fs::create_directory(node_logs());
  point_latest(root, fs::relative(folder_, root));
}

void Store::write_history(const History& history) const {
  std::ofstream file = open_to_write(folder_ / "history.jsonl");
  eddy::write_history(file, history);
}

void Store::write_results(const Json& results) const {
  open_to_write(folder_ / "results.json") << results.dump(2) << '\n';
}

}  // namespace eddy
