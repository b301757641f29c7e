#include "tests/eddy/judge/g_counter.hpp"

#include <algorithm>
#include <unordered_map>

#include "tests/eddy/judge/findings.hpp"

namespace eddy {

namespace {

struct Range {
  std::int64_t low = 0;
  std::int64_t high = 0;  ///< itself included
};

using Ranges = std::vector<Range>;

std::int64_t delta_of(const Op& add) {
  if (!add.value.is_number_integer()) throw OpError(add, "the delta is no integer");
  return add.value.get<std::int64_t>();
}

bool is_client_op(const Op& op, const char* f) {
  return op.process != nemesis_process && op.f == f;
}

/// Joins ranges that overlap or touch: between 3 and 4 lies no integer.
Ranges merged(Ranges ranges) {
  std::sort(ranges.begin(), ranges.end(), [](Range a, Range b) { return a.low < b.low; });
  Ranges result;
  for (const Range& range : ranges) {
    if (result.empty() || range.low > result.back().high + 1) {
      result.push_back(range);
    } else {
      result.back().high = std::max(result.back().high, range.high);
    }
  }
  return result;
}

Ranges acceptable_sums(const History& history) {
  Range definite;
  for (const Op& op : history) {
    if (is_client_op(op, "add") && op.type == OpType::ok) definite.low += delta_of(op);
  }
  definite.high = definite.low;
  Ranges ranges = {definite};
  for (const Op& op : history) {
    if (!is_client_op(op, "add") || op.type != OpType::info) continue;
    const std::int64_t delta = delta_of(op);
    Ranges both = ranges;
    for (const Range& range : ranges) both.push_back({range.low + delta, range.high + delta});
    ranges = merged(std::move(both));
  }
  return ranges;
}

bool contains(const Ranges& ranges, std::int64_t value) {
  return std::any_of(ranges.begin(), ranges.end(),
                     [&](Range r) { return r.low <= value && value <= r.high; });
}

Json to_json(const Ranges& ranges) {
  Json json = Json::array();
  for (const Range& range : ranges) json.push_back(Json::array({range.low, range.high}));
  return json;
}

/// Reads that no order of the adds can explain, wherever they stand.
void find_impossible_reads(const History& history, Findings& beyond) {
  const std::vector<std::size_t> pairs = pair_ops(history);
  Range possible;  // of the adds begun so far
  bool only_grows = true;
  std::unordered_map<std::int64_t, std::int64_t> last_read;  // by process
  std::unordered_map<std::int64_t, std::int64_t> own_adds;   // acknowledged, by process
  for (std::size_t i = 0; i < history.size(); ++i) {
    const Op& op = history[i];
    if (is_client_op(op, "add") && op.type == OpType::invoke) {
      const bool failed = pairs[i] != unpaired && history[pairs[i]].type == OpType::fail;
      const std::int64_t delta = failed ? 0 : delta_of(op);
      (delta < 0 ? possible.low : possible.high) += delta;
      only_grows = only_grows && delta >= 0;
    }
    if (is_client_op(op, "add") && op.type == OpType::ok) own_adds[op.process] += delta_of(op);
    // A node that has lost its memory may know less of the others for a while.
    if (op.process == nemesis_process && op.f == "kill") last_read.clear();
    if (!is_client_op(op, "read") || op.type != OpType::ok) continue;
    if (!op.value.is_number_integer()) {
      beyond.add("non-integer-read", who_and_when(op) + ", read " + op.value.dump() + ".");
      continue;
    }
    const std::int64_t value = op.value.get<std::int64_t>();
    if (value < possible.low || value > possible.high) {
      beyond.add("impossible-read", who_and_when(op) + ", read " + std::to_string(value) +
                                        ", but the adds begun by then allow only " +
                                        std::to_string(possible.low) + " to " +
                                        std::to_string(possible.high) + ".");
    }
    const auto [last, first_read] = last_read.emplace(op.process, value);
    if (!first_read && only_grows && value < last->second) {
      beyond.add("went-back", who_and_when(op) + ", read " + std::to_string(value) + " after " +
                                  std::to_string(last->second) + ", though nothing is taken away.");
    }
    last->second = value;
    if (only_grows && value < own_adds[op.process]) {
      beyond.add("own-add-missing", who_and_when(op) + ", read " + std::to_string(value) +
                                        ", though the adds of its own that were acknowledged "
                                        "come to " +
                                        std::to_string(own_adds[op.process]) + ".");
    }
  }
}

void compare_final_reads(const std::vector<const Op*>& reads, Findings& beyond) {
  for (const Op* read : reads) {
    if (read->value == reads.front()->value) continue;
    beyond.add("final-reads-differ", who_and_when(*read) + ", read " + read->value.dump() +
                                         " at the end, " + who_and_when(*reads.front()) +
                                         ", read " + reads.front()->value.dump() + ".");
  }
}

Json non_integer_result(const Op& read) {
  Json result = {{"valid", "unknown"}, {"error", "non-integer-final-read"}};
  Findings wrong;
  wrong.add("non-integer-final-read",
            who_and_when(read) + ", read " + read.value.dump() + " at the end.");
  conclude(result, wrong, {});
  return result;
}

}  // namespace

Json check_g_counter(const History& history) {
  std::vector<const Op*> final_reads;
  for (const Op& op : history) {
    if (op.process == nemesis_process || !op.final || op.type != OpType::ok) continue;
    if (!op.value.is_number_integer()) return non_integer_result(op);
    final_reads.push_back(&op);
  }
  const Ranges acceptable = acceptable_sums(history);
  Json errors = Json::array();
  Json values = Json::array();
  Findings wrong;
  for (const Op* read : final_reads) {
    values.push_back(read->value);
    if (contains(acceptable, read->value.get<std::int64_t>())) continue;
    errors.push_back(to_json(*read));
    wrong.add("final-read", who_and_when(*read) + ", read " + read->value.dump() +
                                " at the end; acknowledged and indefinite adds allow only " +
                                to_json(acceptable).dump() + ".");
  }
  Findings beyond;
  find_impossible_reads(history, beyond);
  compare_final_reads(final_reads, beyond);
  Json result = {{"valid", errors.empty()},
                 {"error-count", errors.size()},
                 {"errors", errors},
                 {"final-reads", values},
                 {"acceptable", to_json(acceptable)}};
  conclude(result, wrong, beyond);
  return result;
}

}  // namespace eddy
