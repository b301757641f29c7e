#include "tests/eddy/workloads/txn_list_append/explain_append_cycle.hpp"

#include <algorithm>
#include <stdexcept>

#include "tests/eddy/judge/findings.hpp"
#include "tests/eddy/judge/txn/txn_reason.hpp"
#include "tests/eddy/workloads/txn_list_append/append_graph.hpp"

namespace eddy {
namespace {

class Reasons {
 public:
  Reasons(const AppendHistory& history, const AppendOrder& order)
      : history_(history), places_(places_of_appends(history, order)) {}

  Reason of(const Step& step) const {
    const AppendTxn& from = history_.txns[at(step.from)];
    const AppendTxn& to = history_.txns[at(step.to)];
    switch (step.relation) {
      case Relation::wr:
        return read_reason(step.from, to);
      case Relation::ww:
        return append_reason(step.from, step.to);
      case Relation::rw:
        return overtaken_reason(from, step.to);
      default:
        return order_reason(step.relation, from.op(), *to.begin);
    }
  }

 private:
  std::string key_text(int element) const {
    return quote(history_.key(history_.elements[at(element)].key));
  }

  Reason read_reason(int from, const AppendTxn& to) const {
    for (const AppendMicroOp& read : to.completed) {
      if (read.is_append || read.elements.empty()) continue;
      const int last = read.elements.back();
      if (history_.elements[at(last)].appended_by != from) continue;
      return {{{"type", "wr"}, {"key", history_.key(read.key)}, {"value", history_.value(last)}},
              " appended " + quote(history_.value(last)) + " to key " + key_text(last) + ", which ",
              " read as the last element"};
    }
    throw std::logic_error("a wr edge without a list that explains it");
  }

  Reason append_reason(int from, int to) const {
    for (const AppendPlace& place : places_) {
      if (history_.elements[at(place.element)].appended_by != to || !place.previous) continue;
      if (history_.elements[at(*place.previous)].appended_by != from) continue;
      const Json& value = history_.value(*place.previous);
      const Json& next = history_.value(place.element);
      return {{{"type", "ww"},
               {"key", history_.key(history_.elements[at(place.element)].key)},
               {"value", value},
               {"value'", next}},
              " appended " + quote(value) + " to key " + key_text(place.element) + ", and ",
              " appended " + quote(next) + " after it"};
    }
    throw std::logic_error("a ww edge without elements that explain it");
  }

  Reason overtaken_reason(const AppendTxn& from, int to) const {
    for (const AppendPlace& place : places_) {
      if (history_.elements[at(place.element)].appended_by != to) continue;
      const int key = history_.elements[at(place.element)].key;
      for (const AppendMicroOp& read : from.completed) {
        if (read.is_append || read.key != key || !ends_with(read, place.previous)) continue;
        const Json& next = history_.value(place.element);
        const Json value = place.previous ? history_.value(*place.previous) : Json();
        return {{{"type", "rw"}, {"key", history_.key(key)}, {"value", value}, {"value'", next}},
                " read key " + key_text(place.element) +
                    (place.previous ? " up to " + quote(value) : std::string(" as empty")) +
                    ", without " + quote(next) + ", which ",
                " appended"};
      }
    }
    throw std::logic_error("an rw edge without a list that explains it");
  }

  bool ends_with(const AppendMicroOp& read, const std::optional<int>& previous) const {
    if (read.elements.empty() || !history_.counts_as_element(read.elements.back()))
      return !previous;
    return previous == read.elements.back();
  }

  const AppendHistory& history_;
  const std::vector<AppendPlace> places_;
};

}  // namespace

Example explain_append_cycle(const AppendHistory& history, const AppendOrder& order,
                             const std::vector<Step>& steps) {
  const Reasons reasons(history, order);
  return explain_cycle(steps,
                       {.begin = [&](int txn) -> const Op& { return *history.txns[at(txn)].begin; },
                        .op = [&](int txn) -> const Op& { return history.txns[at(txn)].op(); },
                        .reason = [&](const Step& step) { return reasons.of(step); }});
}

}  // namespace eddy
