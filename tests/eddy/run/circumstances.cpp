#include "tests/eddy/run/circumstances.hpp"

#include <algorithm>
#include <limits>
#include <set>

#include "tests/eddy/history/sentence.hpp"

namespace eddy {
namespace {

/// Of the faults between the operations; there may be many.
constexpr std::size_t between_told = 4;

std::string since(const FaultSpan& fault) {
  return " since " + in_seconds(fault.began_ns);
}

std::string from_to(const FaultSpan& fault) {
  const bool ended = fault.ended_ns != std::numeric_limits<std::int64_t>::max();
  return " from " + in_seconds(fault.began_ns) +
         (ended ? " to " + in_seconds(fault.ended_ns) : " on");
}

bool has_nodes(const History& history) {
  return std::any_of(history.begin(), history.end(), [](const Op& op) { return !op.node.empty(); });
}

}  // namespace

Circumstances::Circumstances(const History& history)
    : history_(history), pairs_(pair_ops(history)) {
  if (has_nodes(history)) faults_ = fault_spans(history);
}

std::vector<std::size_t> Circumstances::places_of(const Json& operations) const {
  std::vector<std::size_t> places;
  for (const Json& operation : operations) {
    const auto op =
        std::lower_bound(history_.begin(), history_.end(), operation.get<std::int64_t>(),
                         [](const Op& each, std::int64_t index) { return each.index < index; });
    places.push_back(static_cast<std::size_t>(op - history_.begin()));
  }
  return places;
}

Circumstances::Span Circumstances::span_of(std::size_t op) const {
  const std::int64_t time_ns = history_[op].time_ns;
  if (pairs_[op] == unpaired) return {time_ns, time_ns};
  const std::int64_t other_ns = history_[pairs_[op]].time_ns;
  return {std::min(time_ns, other_ns), std::max(time_ns, other_ns)};
}

std::vector<Circumstance> Circumstances::around(const std::vector<std::size_t>& ops) const {
  std::vector<Circumstance> found;
  std::set<std::pair<const FaultSpan*, std::string>> known;
  const auto add = [&](const FaultSpan& fault, const std::string& node, const Span& span,
                       bool between) {
    if (fault.began_ns > span.end_ns || fault.ended_ns <= span.begin_ns) return;
    const std::string effect = effect_on(fault, node);
    if (effect.empty() || !known.insert({&fault, node}).second) return;
    found.push_back({&fault, node, effect, between});
  };
  for (const std::size_t op : ops)
    for (const FaultSpan& fault : faults_) add(fault, history_[op].node, span_of(op), false);
  if (ops.empty()) return found;
  Span all = span_of(ops.front());
  for (const std::size_t op : ops) {
    const Span span = span_of(op);
    all = {std::min(all.begin_ns, span.begin_ns), std::max(all.end_ns, span.end_ns)};
  }
  for (const FaultSpan& fault : faults_)
    for (const std::size_t op : ops) add(fault, history_[op].node, all, true);
  return found;
}

std::string Circumstances::told(const std::vector<Circumstance>& circumstances) const {
  if (faults_.empty()) return "";
  std::string text;
  std::size_t between = 0;
  for (const auto& [fault, node, effect, is_between] : circumstances) {
    if (is_between && ++between > between_told) continue;
    text += (text.empty() ? "" : " ") + node + " was " + effect;
    text += is_between ? " in between," + from_to(*fault) + '.' : since(*fault) + '.';
  }
  if (between > between_told)
    text += " " + std::to_string(between - between_told) + " more faults came in between.";
  if (circumstances.empty()) text = "No fault touched these nodes then.";
  return text;
}

}  // namespace eddy
