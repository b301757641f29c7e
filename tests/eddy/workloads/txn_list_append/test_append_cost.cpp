// The judge of lists has to stay cheap: near-linear in transactions and in their length.

#include <algorithm>

#include "tests/catch.hpp"
#include "tests/eddy/workloads/cost_ratio.hpp"
#include "tests/eddy/workloads/txn_store.hpp"

using namespace eddy;

namespace {

/// The larger one of two models.
double append_ratio(TxnShape small, TxnShape large, double enough) {
  double highest = 0;
  for (const char* model : {"causal", "strict-serializable"}) {
    highest =
        std::max(highest, cost_ratio("txn-list-append", {{model}}, TxnStore("append", small).run(),
                                     TxnStore("append", large).run(), enough));
  }
  return highest;
}

}  // namespace

// Keys grow with the transactions, so that lists keep their length.

TEST_CASE("four times the transactions on lists cost about four times the time") {
  // 16 where the cost is quadratic
  CHECK(append_ratio({4'000, 2, 400}, {16'000, 2, 1'600}, 8) <= 8);
}

TEST_CASE("transactions on lists four times as long cost about four times the time") {
  CHECK(append_ratio({40, 500, 1'000}, {40, 2'000, 4'000}, 8) <= 8);
}

TEST_CASE("what is lost does not make the rest of the lists dear") {
  CHECK(append_ratio({8'000, 2, 800}, {8'000, 2, 800, 0.1}, 4) <= 4);
}
