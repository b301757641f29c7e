// The judge of transactions has to stay cheap: near-linear in their number, in their
// length, and no dearer where many processes end for want of an answer.

#include <algorithm>

#include "tests/catch.hpp"
#include "tests/eddy/workloads/cost_ratio.hpp"
#include "tests/eddy/workloads/txn_store.hpp"

using namespace eddy;

namespace {

/// The larger one of two models.
double ratio(TxnShape small, TxnShape large, double enough) {
  double highest = 0;
  for (const char* model : {"causal", "strict-serializable"}) {
    highest = std::max(highest, cost_ratio("txn-rw-register", {{model}}, TxnStore("w", small).run(),
                                           TxnStore("w", large).run(), enough));
  }
  return highest;
}

}  // namespace

TEST_CASE("four times the transactions cost about four times the time") {
  CHECK(ratio({4'000, 2, 100}, {16'000, 2, 100}, 8) <= 8);  // 16 where the cost is quadratic
}

TEST_CASE("transactions four times as long cost about four times the time") {
  CHECK(ratio({40, 500, 1'000}, {40, 2'000, 4'000}, 8) <= 8);
}

TEST_CASE("what is lost does not make the rest dear") {
  CHECK(ratio({8'000, 2, 100}, {8'000, 2, 100, 0.1}, 4) <= 4);
}
