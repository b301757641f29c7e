#include "tests/eddy/workloads/pn_counter/check_pn_counter.hpp"

#include <algorithm>

#include "tests/eddy/judge/cannot_judge.hpp"
#include "tests/eddy/judge/counter.hpp"
#include "tests/eddy/judge/findings.hpp"

namespace eddy {
namespace {

/// An add that the real checker cannot take into a sum; null if there is none.
const Op* odd_add(const History& history) {
  for (const Op& op : history) {
    const bool counts = op.type == OpType::ok || op.type == OpType::info;
    if (op.process == nemesis_process || op.f != "add" || !counts) continue;
    if (!op.value.is_number_integer()) return &op;
  }
  return nullptr;
}

template <class F>
bool some_final_read(const History& history, const F& is_so) {
  return std::any_of(history.begin(), history.end(), [&](const Op& op) {
    return op.process != nemesis_process && op.final && op.type == OpType::ok && is_so(op.value);
  });
}

bool has_odd_final_read(const History& history) {
  return some_final_read(history, [](const Value& value) { return !value.is_number_integer(); });
}

bool has_huge_final_read(const History& history) {
  return some_final_read(history, [](const Value& value) { return !value.is_int64(); });
}

}  // namespace

Json check_pn_counter(const History& history) {
  const Op* odd = has_odd_final_read(history) ? nullptr : odd_add(history);
  if (odd) {
    const char* error = odd->value.is_null() ? "null-delta" : "not-comparable";
    return unknown_result(error, who_and_when(*odd) + ", adds " + quote(odd->value) +
                                     ", which is no integer; the real checker gives up there.");
  }
  Json result = check_counter(history);
  if (result.value("error", Json()) == sum_overflow)
    result["error"] = has_huge_final_read(history) ? "not-comparable" : "overflow";
  return result;
}

}  // namespace eddy
