#include "tests/catch.hpp"
#include "tests/fuzz/plain_txn_judge.hpp"
#include "tests/fuzz/random_txns.hpp"
#include "tests/fuzz/shrink_history.hpp"
#include "tests/fuzz/txn_difference.hpp"

using namespace eddy;

namespace {

std::string text_of(const History& history) {
  std::string text;
  for (const Op& op : history) text += to_json(op).dump() + "\n";
  return text;
}

}  // namespace

TEST_CASE("the judge says what the definitions say, in random histories") {
  const TxnKind& kind = GENERATE(from_range(txn_kinds()));
  glomers::Random random(1);
  for (int i = 0; i < 20'000; ++i) {
    const History history = kind.draw(random);
    const std::uint64_t pick = random.next();
    INFO(kind.workload << "\n" << text_of(history));
    REQUIRE(txn_difference(kind, history, pick) == "");
  }
}

TEST_CASE("the random histories have all outcomes, under every model") {
  const TxnKind& kind = GENERATE(from_range(txn_kinds()));
  glomers::Random random(1);
  const std::vector<std::string> models = {"read-uncommitted", "snapshot-isolation",
                                           "strict-serializable"};
  std::vector<int> broken(models.size(), 0);
  std::set<std::string> anomalies;
  int unknown = 0;
  int empty = 0;
  constexpr int count = 2000;
  for (int i = 0; i < count; ++i) {
    const auto plain = kind.plain_judge(kind.draw(random));
    unknown += plain->is_unknown() ? 1 : 0;
    empty += plain->is_empty("strict-serializable") ? 1 : 0;
    anomalies.insert(plain->anomalies().begin(), plain->anomalies().end());
    for (std::size_t j = 0; j < models.size(); ++j) broken[j] += plain->breaks(models[j]) ? 1 : 0;
  }
  CHECK(unknown > 0);
  CHECK(empty > 0);
  CHECK(anomalies.size() == (kind.workload == std::string("txn-rw-register") ? 5 : 8));
  for (const int found : broken) {
    CHECK(found > count / 200);
    CHECK(found < count - count / 200);
  }
}

TEST_CASE("a history shrinks to what is wanted of it") {
  glomers::Random random(1);
  const auto reads_dirty = [](const History& history) {
    return plain::TxnJudge(history).anomalies().count("G1a") > 0;
  };
  History history;
  while (!reads_dirty(history)) history = random_register_txns(random);
  history = shrink_history(history, reads_dirty);
  CHECK(history.size() == 4);  // a write that failed, and a read of it
  for (const Op& op : history) CHECK(op.value.size() == 1);
}
