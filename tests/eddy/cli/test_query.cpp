#include <fstream>

#include "tests/catch.hpp"
#include "tests/eddy/cli/command_outcome.hpp"

namespace {

/// `eddy query` with these arguments.
eddy::CommandOutcome query(std::vector<std::string> arguments) {
  arguments.insert(arguments.begin(), "query");
  return eddy::outcome_of(arguments);
}

/// A file for the time of a test.
struct File {
  std::string name;

  File(const std::string& file_name, const std::string& text) : name(file_name) {
    std::ofstream(name) << text;
  }
  ~File() { std::remove(name.c_str()); }
};

}  // namespace

TEST_CASE("query prints the values at the paths, one a line") {
  const File file("query_test.json", R"({"valid":"unknown","a":{"0.5":1.25,"list":[1,2]}})");
  const eddy::CommandOutcome answer = query({file.name, "valid", "a/0.5", "a/list"});
  CHECK(answer.status == 0);
  CHECK(answer.out == "unknown\n1.25\n[1,2]\n");
  CHECK(answer.err.empty());
}

TEST_CASE("query prints null where there is no value, names the path, and says so by its status") {
  const File file("query_test.json", R"({"valid":"unknown","a":1})");
  const eddy::CommandOutcome answer = query({file.name, "figures", "a", "valid/x"});
  CHECK(answer.status == 1);
  CHECK(answer.out == "null\n1\nnull\n");
  CHECK(answer.err ==
        "eddy query: query_test.json has nothing at 'figures'\n"
        "eddy query: query_test.json has nothing at 'valid/x'\n");
}

TEST_CASE("query names what a wrong path may have meant") {
  const File file("query_test.json", R"({"valid":true,"net":{"servers":{"msgs-per-op":1.5}}})");
  CHECK(query({file.name, "valid?"}).err ==
        "eddy query: query_test.json has nothing at 'valid?' (did you mean 'valid'?)\n");
  CHECK(query({file.name, "net/server/msgs-per-op"}).err ==
        "eddy query: query_test.json has nothing at 'net/server/msgs-per-op' (did you mean "
        "'net/servers'?)\n");
}

TEST_CASE("query reads EDN from a file named so") {
  const File file("query_test.edn", "{:valid? true :net {:servers {:msgs-per-op 3.5}}}");
  const eddy::CommandOutcome answer = query({file.name, "valid", "net/servers/msgs-per-op"});
  CHECK(answer.status == 0);
  CHECK(answer.out == "true\n3.5\n");
}

TEST_CASE("query says which file it cannot read, and why") {
  const eddy::CommandOutcome missing = query({"no_such_file.json", "valid"});
  CHECK(missing.status == 254);
  CHECK(missing.err == "eddy query: no_such_file.json: cannot be opened\n");

  const File file("query_test.edn", "{:valid? true");
  const eddy::CommandOutcome broken = query({file.name, "valid"});
  CHECK(broken.status == 254);
  CHECK(broken.err == "eddy query: query_test.edn: a collection lacks its } at byte 14\n");
}
