// What the fuzzers have found, and a little of each kind, once more.

#include <filesystem>
#include <fstream>
#include <functional>
#include <sstream>

#include "tests/catch.hpp"
#include "tests/fuzz/targets.hpp"

// FUZZ_INPUTS is the folder with a folder for each target.

namespace glomers {
namespace {

namespace fs = std::filesystem;

std::string contents(const fs::path& file) {
  std::ostringstream text;
  text << std::ifstream(file, std::ios::binary).rdbuf();
  return text.str();
}

void put_inputs_to(const std::string& target, const std::function<void(std::string_view)>& fuzz) {
  std::size_t count = 0;
  for (const auto& file : fs::directory_iterator(fs::path(FUZZ_INPUTS) / target)) {
    INFO(file.path().string());
    CHECK_NOTHROW(fuzz(contents(file.path())));
    ++count;
  }
  CHECK(count > 0);
}

}  // namespace

TEST_CASE("fuzzers' inputs: lines") {
  put_inputs_to("message", fuzz_message);
}
TEST_CASE("fuzzers' inputs: the nodes") {
  put_inputs_to("nodes", fuzz_nodes);
}
TEST_CASE("fuzzers' inputs: the engine") {
  put_inputs_to("engine", fuzz_engine);
}
TEST_CASE("fuzzers' inputs: histories, EDN, and the judge") {
  put_inputs_to("readers", fuzz_readers);
}
TEST_CASE("fuzzers' inputs: command lines") {
  put_inputs_to("options", fuzz_options);
}

}  // namespace glomers
