#include "tests/eddy/run/whole_file.hpp"

#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <fstream>
#include <stdexcept>
#include <string>

namespace eddy {
namespace {

namespace fs = std::filesystem;

[[noreturn]] void fail(const fs::path& path, const std::string& reason) {
  throw std::runtime_error("cannot write " + path.string() + ": " + reason);
}

}  // namespace

void write_whole_file(const fs::path& path, const std::function<void(std::ostream&)>& write) {
  const fs::path unfinished = path.string() + ".unfinished-" + std::to_string(getpid());
  std::error_code error;
  try {
    errno = 0;
    std::ofstream file(unfinished, std::ios::binary);
    file.exceptions(std::ios::failbit | std::ios::badbit);  // at once: errno tells why
    write(file);
    file.close();
  } catch (const std::ios::failure&) {
    const std::string reason = errno == 0 ? "the stream failed" : std::strerror(errno);
    fs::remove(unfinished, error);
    fail(path, reason);
  }
  fs::rename(unfinished, path, error);
  if (!error) return;
  const std::string reason = error.message();
  fs::remove(unfinished, error);
  fail(path, reason);
}

}  // namespace eddy
