#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "tests/catch.hpp"
#include "tests/text.hpp"

// SOURCE is the project's folder.

namespace {

namespace fs = std::filesystem;

std::string text_of(const fs::path& file) {
  std::ostringstream text;
  text << std::ifstream(file).rdbuf();
  return text.str();
}

/// The blocks of code in the language.
std::vector<std::string> blocks_of(const std::string& document, const std::string& language) {
  const std::string opening = "\n```" + language + "\n";
  std::vector<std::string> blocks;
  std::size_t at = 0;
  while ((at = document.find(opening, at)) != std::string::npos) {
    at += opening.size();
    blocks.push_back(document.substr(at, document.find("```", at) - at));
  }
  return blocks;
}

const fs::path bank = SOURCE "/tests/outside/bank";

bool is_of_the_bank(const std::string& code) {
  for (const auto& file : fs::directory_iterator(bank))
    if (contains(text_of(file), code)) return true;
  return false;
}

}  // namespace

TEST_CASE("the code of WORKLOADS.md is the bank's") {
  const std::string text = text_of(SOURCE "/tests/eddy/WORKLOADS.md");
  CHECK(blocks_of(text, "cmake").size() == 1);
  CHECK(blocks_of(text, "cpp").size() > 5);
  for (const char* language : {"cmake", "cpp"})
    for (const std::string& block : blocks_of(text, language)) {
      INFO(block);
      CHECK(is_of_the_bank(block));
    }
}

TEST_CASE("a workload takes no more than 120 lines") {
  const std::string text = text_of(bank / "bank.cpp");
  CHECK(std::count(text.begin(), text.end(), '\n') > 0);
  CHECK(std::count(text.begin(), text.end(), '\n') <= 120);
}
