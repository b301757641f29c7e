// Whatever a node may say: it is judged, or refused with the op that makes no sense.

#include <fstream>

#include "tests/catch.hpp"
#include "tests/eddy/workloads/check.hpp"
#include "tests/eddy/workloads/kinds.hpp"
#include "tests/eddy/workloads/labelled_case.hpp"
#include "tests/fuzz/mangle_history.hpp"

using namespace eddy;

namespace {

/// The small ones among the labelled histories.
std::vector<LabelledCase> small_cases(const std::string& workload) {
  std::ifstream in(std::string(EDDY_CORPUS) + "/" + workload + ".jsonl");
  std::vector<LabelledCase> cases;
  for (std::string line; std::getline(in, line);) {
    if (line.size() < 4'000) cases.push_back(read_case(Json::parse(line), "", {}));
  }
  return cases;
}

}  // namespace

TEST_CASE("mangled histories are judged or refused, and nothing else") {
  int refused = 0;
  for (const std::string& workload : workload_names()) {
    const std::vector<LabelledCase> cases = small_cases(workload);
    REQUIRE(cases.size() > 10);
    glomers::Random random(1);
    int judged = 0;
    const int refused_before = refused;
    for (int i = 0; i < 1'000; ++i) {
      LabelledCase mangled = cases[random.below(cases.size())];
      mangle_history(mangled.history, random);
      INFO(workload << " " << i << ", made from " << mangled.name);
      try {
        const Json result = check(workload, mangled.history, mangled.options);
        judged += result.contains("valid") ? 1 : 0;
      } catch (const HistoryError&) {
        ++refused;
      }
    }
    CHECK(judged > 0);
    CHECK(judged + refused - refused_before == 1'000);
  }
  CHECK(refused > 0);
}
