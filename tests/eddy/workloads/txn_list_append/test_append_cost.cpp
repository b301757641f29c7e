// The judge of lists has to stay cheap: near-linear in transactions and in their length.

#include <algorithm>

#include "tests/catch.hpp"
#include "tests/eddy/workloads/cost_ratio.hpp"
#include "tests/eddy/workloads/txn_store.hpp"

using namespace eddy;

namespace {

/// Under the model that asks for most.
double append_ratio(TxnShape small, TxnShape large, double enough) {
  return cost_ratio("txn-list-append", {{"strict-serializable"}}, TxnStore("append", small).run(),
                    TxnStore("append", large).run(), enough);
}

}  // namespace

// Keys grow with the transactions, so that lists keep their length.

TEST_CASE("four times the transactions on lists cost about four times the time") {
  CHECK(append_ratio({4'000, 2, 400}, {16'000, 2, 1'600}, 8) <=
        8);  // 16 where the cost is quadratic
}

TEST_CASE("transactions on lists four times as long cost about four times the time") {
  CHECK(append_ratio({40, 500, 1'000}, {40, 2'000, 4'000}, 8) <= 8);
}

TEST_CASE("what is lost does not make the rest of the lists dear") {
  CHECK(append_ratio({8'000, 2, 800}, {8'000, 2, 800, 0.1}, 4) <= 4);
}
