#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "tests/catch.hpp"
#include "tests/eddy/history/script.hpp"
#include "tests/eddy/workloads/check.hpp"
#include "tests/eddy/workloads/guarded_kind.hpp"
#include "tests/eddy/workloads/kinds.hpp"
#include "tests/eddy/workloads/labelled_case.hpp"
#include "tests/text.hpp"

// EDDY_TINY_WORKLOAD and so on are the files of modules.

using namespace eddy;

namespace {

template <class Error>
std::string complaint(const std::string& workload) {
  try {
    workload_kind(workload);
    return "";
  } catch (const Error& error) {
    return error.what();
  }
}

std::string refusal(const std::string& workload) {
  const std::string text = complaint<std::invalid_argument>(workload);
  if (workload.find('/') != std::string::npos)
    CHECK(text.starts_with("the workload " + workload + ": "));
  return text;
}

}  // namespace

TEST_CASE("a module's workload is used as one that is built in") {
  const std::string tiny = EDDY_TINY_WORKLOAD;
  CHECK(workload_kind(tiny).name() == "tiny");
  CHECK(&workload_kind(tiny) == &workload_kind(tiny));
  Random random(1);
  CHECK(make_workload(tiny, {})->next(random).f == "ask");
  CHECK(check(tiny, Script().invoke(0, "ask", 1).ok(0).history()) ==
        Json{{"valid", true}, {"event-count", 2}});
  const Json wrong = check(tiny, Script().invoke(0, "ask", 1).ok(0, 2).history());
  CHECK(wrong["valid"] == false);
  CHECK(contains(wrong["explanations"].dump(), "process 0, op 1"));
}

TEST_CASE("what a module throws and may throw comes as what it is") {
  CHECK_THROWS_AS(check(EDDY_TINY_WORKLOAD, Script().ok(0, 2).history()), HistoryError);
}

TEST_CASE("a name that is none says which there are, and how to name a module") {
  const std::string text = refusal("bank");
  CHECK(contains(text, "no workload 'bank': one of echo, "));
  CHECK(contains(text, "or the file of a module, such as ./bank.so"));
}

TEST_CASE("a module that is not there is refused") {
  CHECK(contains(refusal("./bank.so"), "no such file. glomers_workload()"));
  CHECK(contains(refusal("bank.so"), "the workload bank.so: no such file"));
}

TEST_CASE("a file that is no module is refused, with what the system says") {
  const auto text = std::filesystem::temp_directory_path() /
                    ("load-workload-" + std::to_string(getpid()) + ".so");
  std::ofstream(text) << "no object";
  CHECK(contains(refusal(text), text.string()));
  std::filesystem::remove(text);
}

TEST_CASE("a module without a workload is refused, a node's among them") {
  CHECK(contains(refusal(EDDY_NO_PROGRAM), "it is no workload: glomers_workload() (CMake)"));
  CHECK(contains(refusal(EDDY_BROKEN_NODE ".so"), "a node is given by --bin"));
}

TEST_CASE("a module that was built with other headers is refused, and both are named") {
  const std::string text = refusal(EDDY_OTHER_WORKLOAD_HEADERS);
  CHECK(contains(text, "built with another library than this eddy. Build both anew"));
  CHECK(contains(text, "\n  module: glomers 0.1.0 (headers 0000"));
  CHECK(contains(text, "headers of workloads 0000"));
  CHECK(contains(text, "\n  eddy:   glomers "));
}

TEST_CASE("a workload that throws where it is asked for is told as that") {
  CHECK(complaint<WorkloadFailure>(EDDY_THROWING_WORKLOAD) ==
        "the workload " EDDY_THROWING_WORKLOAD
        ": its module_workload() threw an exception: there is no such workload yet");
}

TEST_CASE("a workload must not go by the name of another") {
  CHECK(contains(refusal(EDDY_BORROWED_NAME), "its name() is 'echo'"));
}

TEST_CASE("what a file of cases says loads no module") {
  const Json json = {{"workload", EDDY_TINY_WORKLOAD}, {"history", Json::array()}};
  CHECK_THROWS_AS(read_case(json, "", {}), HistoryError);
  CHECK(read_case(json, EDDY_TINY_WORKLOAD, {}).workload == EDDY_TINY_WORKLOAD);
}
