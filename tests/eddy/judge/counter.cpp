#include "tests/eddy/judge/counter.hpp"

#include <algorithm>
#include <unordered_map>

#include "tests/eddy/judge/acceptable_sums.hpp"
#include "tests/eddy/judge/cannot_judge.hpp"
#include "tests/eddy/judge/findings.hpp"
#include "tests/eddy/judge/values.hpp"

namespace eddy {

namespace {

constexpr const char* too_many_sums = "too-many-acceptable-sums";
constexpr std::size_t ranges_shown = 8;

/// Of whole numbers beyond 64 bits the nearest within.
std::int64_t clipped(const Json& integer) {
  if (integer.is_int64()) return integer.get<std::int64_t>();
  return integer < 0 ? INT64_MIN : INT64_MAX;
}

std::int64_t delta_of(const Op& add) {
  if (!add.value.is_number_integer()) throw OpError(add, "the delta is no integer");
  return clipped(add.value);
}

/// Stays at the limits of 64 bits.
void add_to(std::int64_t& sum, std::int64_t delta) {
  if (__builtin_add_overflow(sum, delta, &sum)) sum = delta < 0 ? INT64_MIN : INT64_MAX;
}

bool is_client_op(const Op& op, const char* f) {
  return op.process != nemesis_process && op.f == f;
}

/// Throws SumOverflow.
AcceptableSums acceptable_sums(const History& history) {
  std::vector<std::int64_t> definite;
  std::vector<std::int64_t> indefinite;
  for (const Op& op : history) {
    if (!is_client_op(op, "add") || (op.type != OpType::ok && op.type != OpType::info)) continue;
    (op.type == OpType::ok ? definite : indefinite).push_back(delta_of(op));
    if (!op.value.is_int64()) throw SumOverflow();
  }
  AcceptableSums sums(definite);
  for (const std::int64_t delta : indefinite) sums.add_indefinite(delta);
  return sums;
}

Json to_json(AcceptableSums::Range range) {
  return Json::array({range.low, range.high});
}

Json to_json(const AcceptableSums& sums) {
  Json json = Json::array();
  for (const auto& range : sums.ranges()) json.push_back(to_json(range));
  return json;
}

/// What the sums allow, in words; of many ranges only their number and the ends.
std::string in_words(const AcceptableSums& sums) {
  const auto& ranges = sums.ranges();
  if (ranges.size() <= ranges_shown) return to_json(sums).dump();
  return std::to_string(ranges.size()) + " ranges of sums from " + to_json(ranges.front()).dump() +
         " to " + to_json(ranges.back()).dump();
}

/// Reads that no order of the adds can explain, wherever they stand.
void find_impossible_reads(const History& history, Findings& beyond) {
  const std::vector<std::size_t> pairs = pair_ops(history);
  AcceptableSums::Range possible;  // of the adds begun so far
  bool only_grows = true;
  std::unordered_map<std::int64_t, std::int64_t> last_read;  // by process
  std::unordered_map<std::int64_t, std::int64_t> own_adds;   // acknowledged, by process
  for (std::size_t i = 0; i < history.size(); ++i) {
    const Op& op = history[i];
    if (is_client_op(op, "add") && op.type == OpType::invoke) {
      const bool failed = pairs[i] != unpaired && history[pairs[i]].type == OpType::fail;
      const std::int64_t delta = failed ? 0 : delta_of(op);
      add_to(delta < 0 ? possible.low : possible.high, delta);
      only_grows = only_grows && delta >= 0;
    }
    if (is_client_op(op, "add") && op.type == OpType::ok) {
      add_to(own_adds[op.process], delta_of(op));
    }
    // A node that has lost its memory may know less of the others for a while.
    if (op.process == nemesis_process && op.f == "kill") last_read.clear();
    if (!is_client_op(op, "read") || op.type != OpType::ok) continue;
    if (!op.value.is_number_integer()) {
      beyond.add("non-integer-read", who_and_when(op) + ", read " + quote(op.value) + ".",
                 {{"value", op.value}});
      continue;
    }
    const std::int64_t value = clipped(op.value);
    if (value < possible.low || value > possible.high) {
      beyond.add("impossible-read",
                 who_and_when(op) + ", read " + quote(op.value) +
                     ", but the adds begun by then allow only " + std::to_string(possible.low) +
                     " to " + std::to_string(possible.high) + ".",
                 {{"value", op.value}, {"least", possible.low}, {"greatest", possible.high}});
    }
    const auto [last, first_read] = last_read.emplace(op.process, value);
    if (!first_read && only_grows && value < last->second) {
      beyond.add("went-back",
                 who_and_when(op) + ", read " + std::to_string(value) + " after " +
                     std::to_string(last->second) + ", though nothing is taken away.",
                 {{"value", value}, {"before", last->second}});
    }
    last->second = value;
    if (only_grows && value < own_adds[op.process]) {
      beyond.add("own-add-missing",
                 who_and_when(op) + ", read " + std::to_string(value) +
                     ", though the adds of its own that were acknowledged "
                     "come to " +
                     std::to_string(own_adds[op.process]) + ".",
                 {{"value", value}, {"own-adds", own_adds[op.process]}});
    }
  }
}

void compare_final_reads(const std::vector<const Op*>& reads, Findings& beyond) {
  for (const Op* read : reads) {
    if (read->value == reads.front()->value) continue;
    beyond.add("final-reads-differ",
               who_and_when(*read) + ", read " + quote(read->value) + " at the end, " +
                   who_and_when(*reads.front()) + ", read " + quote(reads.front()->value) + ".",
               {{"value", read->value}, {"other", reads.front()->value}});
  }
}

Json judge_reads(const History& history, const std::vector<const Op*>& final_reads) {
  const AcceptableSums acceptable = acceptable_sums(history);
  Json errors = Json::array();
  Json values = Json::array();
  Findings wrong;
  for (const Op* read : final_reads) {
    values.push_back(read->value);
    if (acceptable.contains(read->value.get<std::int64_t>())) continue;
    errors.push_back(to_json(*read));
    wrong.add("final-read",
              who_and_when(*read) + ", read " + quote(read->value) +
                  " at the end; acknowledged and indefinite adds allow only " +
                  in_words(acceptable) + ".",
              {{"value", read->value},
               {"least", acceptable.ranges().front().low},
               {"greatest", acceptable.ranges().back().high}});
  }
  Findings beyond;
  find_impossible_reads(history, beyond);
  compare_final_reads(final_reads, beyond);
  Json result = {{"valid", errors.empty()},
                 {"error-count", errors.size()},
                 {"errors", errors},
                 {"final-reads", values},
                 {"acceptable", to_json(acceptable)}};
  if (!acceptable.is_exact() && errors.empty() && !values.empty()) {
    result["valid"] = "unknown";
    result["error"] = too_many_sums;
    wrong.add(too_many_sums, "the indefinite adds allow more than " +
                                 std::to_string(AcceptableSums::range_limit) +
                                 " ranges of sums, too many to tell them apart; every final read "
                                 "lies between the least and the greatest.");
  }
  conclude(result, wrong, beyond);
  return result;
}

}  // namespace

std::vector<std::string> counter_fields() {
  return {"error-count", "final-reads", "acceptable"};
}

Json check_counter(const History& history) {
  std::vector<const Op*> final_reads;
  for (const Op& op : history) {
    if (op.process == nemesis_process || !op.final || op.type != OpType::ok) continue;
    const Sentence what = who_and_when(op) + ", read " + quote(op.value) + " at the end";
    if (!op.value.is_number_integer()) return unknown_result("non-integer-final-read", what + ".");
    if (!op.value.is_int64())
      return unknown_result(sum_overflow, what + ", which is beyond 64 bits.");
    final_reads.push_back(&op);
  }
  try {
    return judge_reads(history, final_reads);
  } catch (const SumOverflow& overflow) {
    return unknown_result(sum_overflow,
                          std::string(overflow.what()) + ", where the real checker gives up.");
  }
}

}  // namespace eddy
