#include <fstream>
#include <iostream>
#include <sstream>

#include "tests/catch.hpp"
#include "tests/eddy/query_command.hpp"

namespace {

struct Answer {
  int status = -1;
  std::string output;
  std::string errors;
};

/// `eddy query` with these arguments.
Answer query(std::vector<std::string> arguments) {
  CLI::App app;
  Answer answer;
  eddy::add_query_command(app, answer.status);
  std::ostringstream out, err;
  auto* const cout = std::cout.rdbuf(out.rdbuf());
  auto* const cerr = std::cerr.rdbuf(err.rdbuf());
  arguments.insert(arguments.begin(), "query");
  app.parse(std::vector<std::string>(arguments.rbegin(), arguments.rend()));
  std::cout.rdbuf(cout);
  std::cerr.rdbuf(cerr);
  answer.output = out.str();
  answer.errors = err.str();
  return answer;
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

TEST_CASE("query prints the values at the paths, one a line, null where there is none") {
  const File file("query_test.json", R"({"valid":"unknown","a":{"0.5":1.25,"list":[1,2]}})");
  const Answer answer = query({file.name, "valid", "a/0.5", "a/list", "a/none", "valid/x"});
  CHECK(answer.status == 0);
  CHECK(answer.output == "unknown\n1.25\n[1,2]\nnull\nnull\n");
}

TEST_CASE("query reads EDN from a file named so") {
  const File file("query_test.edn", "{:valid? true :net {:servers {:msgs-per-op 3.5}}}");
  const Answer answer = query({file.name, "valid", "net/servers/msgs-per-op"});
  CHECK(answer.status == 0);
  CHECK(answer.output == "true\n3.5\n");
}

TEST_CASE("query says which file it cannot read, and why") {
  const Answer missing = query({"no_such_file.json", "valid"});
  CHECK(missing.status == 254);
  CHECK(missing.errors == "eddy query: no_such_file.json: cannot be opened\n");

  const File file("query_test.edn", "{:valid? true");
  const Answer broken = query({file.name, "valid"});
  CHECK(broken.status == 254);
  CHECK(broken.errors == "eddy query: query_test.edn: a collection lacks its } at byte 14\n");
}
