#include <signal.h>
#include <sys/resource.h>
#include <unistd.h>

#include <fstream>
#include <sstream>

#include "tests/catch.hpp"
#include "tests/eddy/run/store.hpp"
#include "tests/eddy/run/whole_file.hpp"
#include "tests/text.hpp"

namespace eddy {
namespace {

namespace fs = std::filesystem;

struct Folder {
  Folder() : path(fs::temp_directory_path() / ("eddy_store_" + std::to_string(getpid()))) {
    fs::create_directories(path);
  }
  ~Folder() { fs::remove_all(path); }
  fs::path path;
};

/// No file may grow beyond so many bytes.
class FileLimit {
 public:
  explicit FileLimit(rlim_t bytes) {
    signal(SIGXFSZ, SIG_IGN);
    getrlimit(RLIMIT_FSIZE, &before_);
    const rlimit limit = {bytes, before_.rlim_max};
    setrlimit(RLIMIT_FSIZE, &limit);
  }
  ~FileLimit() { setrlimit(RLIMIT_FSIZE, &before_); }

 private:
  rlimit before_{};
};

std::string text_of(const fs::path& path) {
  std::ostringstream text;
  text << std::ifstream(path).rdbuf();
  return text.str();
}

std::string complaint(const fs::path& path, const std::string& text) {
  try {
    write_whole_file(path, [&](std::ostream& out) { out << text; });
  } catch (const std::runtime_error& error) {
    return error.what();
  }
  return "";
}

std::size_t files_in(const fs::path& folder) {
  return static_cast<std::size_t>(
      std::distance(fs::directory_iterator(folder), fs::directory_iterator()));
}

TEST_CASE("a file is whole, or as it was before") {
  const Folder folder;
  const fs::path path = folder.path / "a";
  CHECK(complaint(path, "first") == "");
  CHECK(text_of(path) == "first");
  {
    const FileLimit limit(10'000);
    CHECK(complaint(path, std::string(20'000, 'x')) ==
          "cannot write " + path.string() + ": File too large");
    CHECK(complaint(folder.path / "b", std::string(20'000, 'x')) != "");
  }
  CHECK(text_of(path) == "first");
  CHECK(files_in(folder.path) == 1);
}

TEST_CASE("a file that cannot be made is named with the reason") {
  const Folder folder;
  CHECK(complaint(folder.path / "none" / "a", "") ==
        "cannot write " + (folder.path / "none" / "a").string() + ": No such file or directory");
  fs::create_directory(folder.path / "a");
  fs::create_directory(folder.path / "a" / "b");
  CHECK(contains(complaint(folder.path / "a", ""), "cannot write " + (folder.path / "a").string()));
  CHECK(files_in(folder.path) == 1);
}

TEST_CASE("a store that cannot be made says why, and keeps nothing") {
  const Folder folder;
  std::ofstream(folder.path / "store") << "a file";
  Store store(folder.path / "store", "echo");
  REQUIRE(store.failures().size() == 1);
  CHECK(
      contains(store.failures()[0], "cannot make the folder " + (folder.path / "store").string()));
  CHECK(contains(store.failures()[0], "Not a directory"));
  CHECK(store.node_logs().empty());
  CHECK(!store.keep([] { throw std::logic_error("nothing is written"); }));
  CHECK(store.failures().size() == 1);
}

TEST_CASE("a store goes on where a file cannot be written") {
  const Folder folder;
  Store store(folder.path / "store", "echo");
  CHECK(store.failures().empty());
  CHECK(!store.keep([&] { write_history(store.folder() / "none", {}); }));
  CHECK(store.keep([&] { write_history(store.folder(), {}); }));
  REQUIRE(store.failures().size() == 1);
  CHECK(contains(store.failures()[0], "history.jsonl: No such file or directory"));
}

}  // namespace
}  // namespace eddy
