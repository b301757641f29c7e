// Every source that includes a header compiles all that the header includes. So headers name few.

#include <fstream>
#include <set>
#include <string>

#include "tests/catch.hpp"

namespace {

using Names = std::set<std::string>;

/// Collects the names of all headers of other libraries, the compiler's included, that a header
/// of this library includes, itself or by others of this library.
void collect_foreign(const std::string& header, Names& seen, Names& foreign) {
  if (!seen.insert(header).second) return;
  std::ifstream in(std::string(GLOMERS_HEADERS_FOLDER) + '/' + header);
  INFO(header);
  REQUIRE(in);
  for (std::string line; std::getline(in, line);) {
    if (!line.starts_with("#include ")) continue;
    const std::string name = line.substr(10, line.find_last_of(">\"") - 10);
    if (line[9] == '<')
      foreign.insert(name);
    else if (name != "glomers/version.hpp")  // the build makes it
      collect_foreign(name, seen, foreign);
  }
}

Names foreign_headers(const std::string& header) {
  Names seen;
  Names foreign;
  collect_foreign(header, seen, foreign);
  return foreign;
}

TEST_CASE("a header names few headers of the standard library, and none of another") {
  // A budget is what the header names today. One more costs every node's author: have a reason.
  const std::vector<std::pair<std::string, std::size_t>> budgets = {
      {"glomers/json.hpp", 13},     {"glomers/message.hpp", 14},
      {"glomers/node.hpp", 22},     {"glomers/program.hpp", 22},
      {"glomers/services.hpp", 22}, {"glomers/replication/replica.hpp", 23},
  };
  const Names costly = {"format", "fstream", "iostream", "random",    "ranges",
                        "regex",  "sstream", "thread",   "filesystem"};
  for (const auto& [header, budget] : budgets) {
    const Names foreign = foreign_headers(header);
    std::string all;
    for (const std::string& name : foreign) {
      all += name + ' ';
      INFO(header << " includes " << name);
      CHECK(name.find('/') == std::string::npos);
      CHECK(costly.count(name) == 0);
    }
    INFO(header << " includes " << all);
    CHECK(foreign.size() <= budget);
  }
}

}  // namespace
