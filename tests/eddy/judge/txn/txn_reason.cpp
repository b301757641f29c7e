#include "tests/eddy/judge/txn/txn_reason.hpp"

#include <algorithm>
#include <stdexcept>
#include <utility>

#include "tests/eddy/judge/findings.hpp"

namespace eddy {
namespace {

bool contains(const std::vector<int>& versions, int version) {
  return std::find(versions.begin(), versions.end(), version) != versions.end();
}

/// A version of the first list and one of the second that directly follows it.
std::pair<int, int> neighbours(const TxnHistory& history, const VersionOrder& order,
                               const std::vector<int>& earlier, const std::vector<int>& later) {
  const auto key = [&](int version) { return history.versions[at(version)].key; };
  for (const int first : earlier) {
    for (const int second : later) {
      if (key(first) == key(second) && contains(order.next[at(first)], second)) {
        return {first, second};
      }
    }
  }
  throw std::logic_error("a dependency without versions that explain it");
}

Reason wr_reason(const TxnHistory& history, const Txn& from, const Txn& to) {
  const auto version = std::find_if(from.writes.begin(), from.writes.end(),
                                    [&](int write) { return contains(to.reads, write); });
  if (version == from.writes.end()) throw std::logic_error("a wr edge without a common version");
  const Json& key = history.key_of(*version);
  const Json& value = history.value_of(*version);
  return {{{"type", "wr"}, {"key", key}, {"value", value}},
          " wrote " + quote(value) + " to key " + quote(key) + ", which ",
          &from == &to ? " had read there before" : " read"};
}

Reason ww_reason(const TxnHistory& history, const VersionOrder& order, const Txn& from,
                 const Txn& to) {
  const auto [earlier, later] = neighbours(history, order, from.writes, to.writes);
  const Json& key = history.key_of(earlier);
  const Json& value = history.value_of(earlier);
  const Json& next = history.value_of(later);
  return {{{"type", "ww"}, {"key", key}, {"value", value}, {"value'", next}},
          " wrote " + quote(value) + " to key " + quote(key) + ", which ",
          " replaced by " + quote(next)};
}

Reason rw_reason(const TxnHistory& history, const VersionOrder& order, const Txn& from,
                 const Txn& to) {
  const auto [earlier, later] = neighbours(history, order, from.reads, to.writes);
  const Json& key = history.key_of(earlier);
  const Json& value = history.value_of(earlier);
  const Json& next = history.value_of(later);
  const std::string seen = value.is_null() ? "nothing (null)" : quote(value);
  return {{{"type", "rw"}, {"key", key}, {"value", value}, {"value'", next}},
          " read " + seen + " from key " + quote(key) + ", which ",
          " replaced by " + quote(next)};
}

}  // namespace

Reason order_reason(Relation relation, const Op& end, const Op& begin) {
  if (relation == Relation::process)
    return {{{"type", "process"}}, " ran before ", " in the same process"};
  if (relation != Relation::realtime) throw std::logic_error("half an edge is no step");
  return {{{"type", "realtime"}},
          " had ended at " + in_seconds(end.time_ns) + ", before ",
          " began at " + in_seconds(begin.time_ns)};
}

Reason reason_of(const TxnHistory& history, const VersionOrder& order, const Step& step) {
  const Txn& from = history.txns[at(step.from)];
  const Txn& to = history.txns[at(step.to)];
  switch (step.relation) {
    case Relation::wr:
      return wr_reason(history, from, to);
    case Relation::ww:
      return ww_reason(history, order, from, to);
    case Relation::rw:
      return rw_reason(history, order, from, to);
    default:
      return order_reason(step.relation, from.op(), *to.begin);
  }
}

namespace {

Sentence named(const std::string& name, const Op& begin) {
  return name + " (" + who_and_when(begin) + ")";
}

}  // namespace

Example explain_cycle(std::vector<Step> steps, const CycleTexts& texts) {
  const auto earlier = [](const Step& a, const Step& b) { return a.from < b.from; };
  std::rotate(steps.begin(), std::min_element(steps.begin(), steps.end(), earlier), steps.end());
  Json ops = Json::array();
  Json reasons = Json::array();
  Sentence sentence;
  for (std::size_t i = 0; i < steps.size(); ++i) {
    const Op& from = texts.begin(steps[i].from);
    const Op& to = texts.begin(steps[i].to);
    const bool is_last = i + 1 == steps.size();
    const std::string from_name = "T" + std::to_string(i + 1);
    const std::string to_name = "T" + std::to_string(is_last ? 1 : i + 2);
    const Reason reason = texts.reason(steps[i]);
    ops.push_back(to_json(texts.op(steps[i].from)));
    reasons.push_back(reason.data);
    sentence += reason.sentence(i == 0 ? named(from_name, from) : from_name,
                                is_last ? to_name : named(to_name, to));
    sentence += ", so " + from_name + " precedes " + to_name + (is_last ? ": a cycle." : "; ");
  }
  return {{{"cycle", ops}, {"steps", reasons}}, sentence, {{"steps", reasons}}};
}

}  // namespace eddy
