#include <algorithm>

#include "glomers/random.hpp"
#include "tests/catch.hpp"
#include "tests/eddy/workloads/lin_kv/linearizability.hpp"

using namespace eddy;
using glomers::Random;
using Verdict = Linearizability::Verdict;

namespace {

constexpr std::size_t nothing = 0;  ///< the register's first value

RegisterOp read_of(std::size_t value, std::size_t call, std::size_t end) {
  return {RegisterOp::Kind::read, value, 0, call, end};
}

RegisterOp write_of(std::size_t value, std::size_t call, std::optional<std::size_t> end) {
  return {RegisterOp::Kind::write, value, 0, call, end};
}

RegisterOp cas_of(std::size_t from, std::size_t to, std::size_t call,
                  std::optional<std::size_t> end) {
  return {RegisterOp::Kind::cas, to, from, call, end};
}

/// By the definition: tries all orders, operation by operation.
bool has_order(const std::vector<RegisterOp>& ops, std::vector<bool>& done, std::size_t held) {
  const auto is_left = [&](std::size_t i) { return !done[i] && ops[i].end; };
  bool all_done = true;
  std::size_t first_end = SIZE_MAX;
  for (std::size_t i = 0; i < ops.size(); ++i)
    if (is_left(i)) {
      all_done = false;
      first_end = std::min(first_end, *ops[i].end);
    }
  if (all_done) return true;
  for (std::size_t i = 0; i < ops.size(); ++i) {
    if (done[i] || ops[i].call > first_end || !ops[i].fits(held)) continue;
    done[i] = true;
    const bool found = has_order(ops, done, ops[i].after(held));
    done[i] = false;
    if (found) return true;
  }
  return false;
}

/// A few processes, three values, and outcomes of which some are unknown.
std::vector<RegisterOp> draw_ops(Random& random) {
  constexpr std::size_t processes = 3;
  std::vector<std::optional<std::size_t>> open(processes);
  std::vector<RegisterOp> ops;
  std::size_t position = 0;
  for (const std::size_t events = 4 + random.below(12); position < events; ++position) {
    std::optional<std::size_t>& mine = open[random.below(processes)];
    if (mine) {
      const bool is_lost = ops[*mine].kind != RegisterOp::Kind::read && random.chance(0.2);
      if (!is_lost) ops[*mine].end = position;
      mine.reset();
      continue;
    }
    RegisterOp op;
    op.kind = static_cast<RegisterOp::Kind>(random.below(3));
    op.value = random.below(3);
    op.from = random.below(3);
    op.call = position;
    mine = ops.size();
    ops.push_back(op);
  }
  std::erase_if(ops,
                [](const RegisterOp& op) { return op.kind == RegisterOp::Kind::read && !op.end; });
  return ops;
}

}  // namespace

TEST_CASE("operations that overlap may be in either order") {
  CHECK(linearizability({write_of(1, 0, 3), read_of(1, 1, 2)}, nothing).verdict == Verdict::yes);
  CHECK(linearizability({write_of(1, 0, 3), read_of(0, 1, 2)}, nothing).verdict == Verdict::yes);
  const Linearizability stale = linearizability({write_of(1, 0, 1), read_of(0, 2, 3)}, nothing);
  CHECK(stale.verdict == Verdict::no);
  CHECK(stale.stuck == 1);
  CHECK(stale.held == std::vector<std::size_t>{1});
}

TEST_CASE("what has no end takes effect once, late, or never") {
  const RegisterOp lost = write_of(1, 0, std::nullopt);
  CHECK(linearizability({lost, read_of(0, 1, 2), read_of(1, 3, 4)}, nothing).verdict ==
        Verdict::yes);
  CHECK(linearizability({lost, read_of(1, 1, 2), read_of(0, 3, 4)}, nothing).verdict ==
        Verdict::no);
  CHECK(linearizability({lost, read_of(1, 1, 2), write_of(2, 3, 4), read_of(1, 5, 6)}, nothing)
            .verdict == Verdict::no);
}

TEST_CASE("the verdict is that of trying all orders, in random histories") {
  Random random(1);
  int valid = 0;
  constexpr int histories = 20'000;
  for (int i = 0; i < histories; ++i) {
    const std::vector<RegisterOp> ops = draw_ops(random);
    std::vector<bool> done(ops.size(), false);
    const bool expected = has_order(ops, done, nothing);
    INFO("history " << i);
    REQUIRE((linearizability(ops, nothing).verdict == Verdict::yes) == expected);
    valid += expected;
  }
  // Both verdicts are there.
  CHECK(valid > histories / 20);
  CHECK(valid < histories * 19 / 20);
}

TEST_CASE("the operation that is named ends the shortest prefix without an order") {
  Random random(2);
  for (int i = 0; i < 3'000; ++i) {
    const std::vector<RegisterOp> ops = draw_ops(random);
    const Linearizability found = linearizability(ops, nothing);
    if (found.verdict == Verdict::yes) continue;
    const std::size_t end = *ops[*found.stuck].end;
    // What ends later may or may not have happened by then.
    const auto prefix_until = [&](std::size_t limit) {
      std::vector<RegisterOp> prefix;
      for (RegisterOp op : ops) {
        if (op.call >= limit) continue;
        if (op.end && *op.end >= limit) {
          if (op.kind == RegisterOp::Kind::read) continue;
          op.end.reset();
        }
        prefix.push_back(op);
      }
      return prefix;
    };
    INFO("history " << i);
    CHECK(linearizability(prefix_until(end), nothing).verdict == Verdict::yes);
    CHECK(linearizability(prefix_until(end + 1), nothing).verdict == Verdict::no);
  }
}

TEST_CASE("the order that is told has all that ended before, each in its time") {
  Random random(4);
  for (int i = 0; i < 3'000; ++i) {
    const std::vector<RegisterOp> ops = draw_ops(random);
    const Linearizability found = linearizability(ops, nothing);
    if (found.verdict == Verdict::yes) continue;
    INFO("history " << i);
    const std::size_t limit = *ops[*found.stuck].end;
    std::size_t held = nothing;
    std::size_t latest_call = 0;
    std::vector<bool> done(ops.size(), false);
    for (const Orders::Step& step : found.order) {
      const RegisterOp& op = ops[step.op];
      CHECK(!done[step.op]);
      done[step.op] = true;
      CHECK(op.fits(held));
      held = op.after(held);
      CHECK(step.held == held);
      latest_call = std::max(latest_call, op.call);
      CHECK(latest_call < std::min(limit, op.end.value_or(limit)));
    }
    for (std::size_t op = 0; op < ops.size(); ++op)
      if (ops[op].end && *ops[op].end < limit) CHECK(done[op]);
    CHECK(std::binary_search(found.held.begin(), found.held.end(), held));
  }
}

TEST_CASE("of a long history the last steps are told") {
  std::vector<RegisterOp> ops;
  for (std::size_t i = 0; i < 120'000; ++i) ops.push_back(write_of(i, 2 * i, 2 * i + 1));
  ops.push_back(read_of(0, 240'000, 240'001));
  const Linearizability found = linearizability(ops, nothing);
  CHECK(found.stuck == 120'000);
  REQUIRE(found.order.size() == 50);
  CHECK(found.order.front().op == 119'950);
  CHECK(found.order.back().op == 119'999);
}

TEST_CASE("many operations without an end cost little where few of them explain the rest") {
  // 1,000 operations, ten at a time, and 20 changes nobody knows the end of.
  Random random(3);
  std::vector<RegisterOp> ops;
  std::size_t position = 0;
  for (int i = 0; i < 20; ++i)
    ops.push_back(cas_of(random.below(5), random.below(5), position++, std::nullopt));
  std::size_t held = 0;
  for (int round = 0; round < 100; ++round) {
    const std::size_t call = position;
    for (std::size_t i = 0; i < 10; ++i) {
      const std::size_t value = random.below(5);
      ops.push_back(i % 2 == 0 ? write_of(value, call + i, call + 10 + i)
                               : read_of(held, call + i, call + 10 + i));
      if (i % 2 == 0) held = value;
    }
    position += 20;
  }
  // Where reads wait for their end to take effect, more than 32,000 configurations are looked at.
  CHECK(linearizability(ops, nothing, 10'000).verdict == Verdict::yes);
  CHECK(linearizability(ops, nothing, 1'000).verdict == Verdict::too_many);
}
