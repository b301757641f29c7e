#include "tests/eddy/run/store.hpp"

#include <unistd.h>

#include <chrono>
#include <cstdio>
#include <ctime>
#include <stdexcept>
#include <system_error>

#include "tests/eddy/run/whole_file.hpp"

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

/// As JSON text. What a reader wants first comes first; the rest by name.
std::string ordered(Json results) {
  std::string text;
  const auto add = [&](const std::string& name, const Json& part) {
    const std::string alone = Json{{name, part}}.dump(2);
    text += (text.empty() ? '{' : ',') + alone.substr(1, alone.size() - 3);
  };
  for (const char* name : {"valid", "error", "why", "explanations"}) {
    if (!results.contains(name)) continue;
    add(name, results[name]);
    results.erase(name);
  }
  for (const auto& [name, part] : results.items()) add(name, part);
  return text + "\n}";
}

/// Replaces the link in one step: another test may be doing the same.
void point_latest(const fs::path& root, const fs::path& target, std::error_code& failed) {
  const fs::path fresh = root / ("latest." + std::to_string(getpid()));
  fs::create_symlink(target, fresh, failed);
  if (!failed) fs::rename(fresh, root / "latest", failed);
  std::error_code ignored;
  if (failed) fs::remove(fresh, ignored);
}

}  // namespace

Store::Store(const fs::path& root, const std::string& workload) {
  folder_ = root / workload / time_stamp();
  std::error_code failed;
  fs::create_directories(root / workload, failed);
  if (!failed && !fs::create_directory(folder_, failed) && !failed) {  // two tests in one ms
    folder_ += "-" + std::to_string(getpid());
    fs::create_directory(folder_, failed);
  }
  if (!failed) fs::create_directory(folder_ / "node-logs", failed);
  if (failed) {
    failures_.push_back("cannot make the folder " + folder_.string() + ": " + failed.message());
    return;
  }
  exists_ = true;
  point_latest(root, fs::relative(folder_, root), failed);
  if (failed)
    failures_.push_back("cannot replace " + (root / "latest").string() + ": " + failed.message());
}

std::string Store::node_logs() const {
  return exists_ ? (folder_ / "node-logs").string() : "";
}

bool Store::keep(const std::function<void()>& write) {
  if (!exists_) return false;
  try {
    write();
    return true;
  } catch (const std::runtime_error& error) {
    failures_.push_back(error.what());
    return false;
  }
}

void write_history(const fs::path& folder, const History& history) {
  write_whole_file(folder / "history.jsonl",
                   [&](std::ostream& out) { write_history(out, history); });
}

void write_timeline(const fs::path& folder, const std::vector<std::string>& lines) {
  write_whole_file(folder / "timeline.txt", [&](std::ostream& out) {
    for (const std::string& line : lines) out << line << '\n';
  });
}

void write_results(const fs::path& folder, const Json& results) {
  write_whole_file(folder / "results.json", [&](std::ostream& out) { out << ordered(results) << '\n'; });
}

}  // namespace eddy
