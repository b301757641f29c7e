#include "tests/eddy/judge/set_elements.hpp"

#include <algorithm>
#include <utility>

#include "tests/eddy/judge/read_numbers.hpp"

namespace eddy {

namespace {

/// An ok read; positions in the history.
struct Read {
  std::ptrdiff_t invoked = nowhere;
  std::ptrdiff_t completed = nowhere;
};

class Tracer {
 public:
  Tracer(const History& history, const std::string& add, Findings& beyond)
      : history_(history), add_(add), pairs_(pair_ops(history)), beyond_(beyond) {}

  Elements trace() {
    for (std::size_t i = 0; i < history_.size(); ++i) {
      const Op& op = history_[i];
      if (op.process == nemesis_process) continue;
      if (op.f == add_) on_add(op, position(i));
      if (op.f == "read" && op.type == OpType::ok) on_read(op, position(i));
    }
    find_absences();
    return std::move(result_);
  }

 private:
  static std::ptrdiff_t position(std::size_t i) { return static_cast<std::ptrdiff_t>(i); }

  void on_add(const Op& op, std::ptrdiff_t at) {
    if (op.type == OpType::invoke) {
      const std::size_t number = result_.values.number(op.value);
      if (number == result_.elements.size()) result_.elements.emplace_back();
      result_.elements[number] = Element{number, at};  // a second one starts afresh
    } else if (op.type == OpType::ok) {
      const std::size_t number = result_.values.find(op.value);
      if (number == ValueNumbers::none) throw OpError(op, "acknowledges another element");
      Element& element = result_.elements[number];
      if (element.known == nowhere) element.known = at;
    }
  }

  void on_read(const Op& op, std::ptrdiff_t at) {
    if (op.value.is_null())
      beyond_.add("null-list", who_and_when(op) + ", read null for a list.");
    else if (!op.value.is_array())
      throw OpError(op, "the value of an ok read is no list");
    const Read read = {position(pairs_[static_cast<std::size_t>(at)]), at};
    reads_.push_back(read);
    met_in_.resize(result_.elements.size(), nowhere);
    const auto& numbers = numbers_.of(op.value);
    for (std::size_t i = 0; i < op.value.size(); ++i) {
      if (numbers[i] == ReadNumbers::none) {
        beyond_.add("never-" + add_,
                    who_and_when(op) + ", read " + quote(item_at(op, i)) + ", which nobody had " +
                        (add_ == "add" ? "added" : add_) + ".",
                    {{"value", item_at(op, i)}});
        continue;
      }
      if (std::exchange(met_in_[numbers[i]], at) == at) {
        beyond_.add(
            "repeated",
            who_and_when(op) + ", read " + quote(item_at(op, i)) + " more than once in one list.",
            {{"value", item_at(op, i)}});
        continue;
      }
      on_present(op, read, result_.elements[numbers[i]]);
    }
  }

  static Json item_at(const Op& op, std::size_t i) {
    const auto& list = op.value.list();
    return list ? list->list->item(i) : op.value[i];
  }

  void on_present(const Op& op, const Read& read, Element& element) {
    if (element.known == nowhere) element.known = read.completed;
    element.last_present = std::max(element.last_present, read.invoked);
    const std::size_t end = pairs_[static_cast<std::size_t>(element.invoked)];
    if (end != unpaired && history_[end].type == OpType::fail) {
      beyond_.add("failed-but-read",
                  who_and_when(op) + ", read " + quote(history_[end].value) + ", whose " + add_ +
                      " certainly failed (" + who_and_when(history_[end]) + ").",
                  {{"value", history_[end].value}});
    }
  }

  void find_absences() {
    std::sort(reads_.begin(), reads_.end(),
              [](const Read& a, const Read& b) { return a.invoked < b.invoked; });
    std::vector<std::ptrdiff_t> last_completed;  // of this read and those invoked before it
    for (const Read& read : reads_) {
      const std::ptrdiff_t before = last_completed.empty() ? nowhere : last_completed.back();
      last_completed.push_back(std::max(before, read.completed));
    }
    std::vector<Element*> open;  // by invocation; no read that lacks them is known yet
    for (Element& element : result_.elements) open.push_back(&element);
    std::sort(open.begin(), open.end(),
              [](const Element* a, const Element* b) { return a->invoked < b->invoked; });
    std::vector<std::ptrdiff_t> seen_in(result_.elements.size(), nowhere);
    for (std::size_t i = reads_.size(); i-- > 0;) {
      // These were put in after all the reads that are left.
      while (!open.empty() && open.back()->invoked > last_completed[i]) open.pop_back();
      close_absent(reads_[i], open, seen_in);
    }
  }

  /// Takes those out of `open` that this read should have held and lacks.
  void close_absent(const Read& read, std::vector<Element*>& open,
                    std::vector<std::ptrdiff_t>& seen_in) {
    const Value& list = history_[static_cast<std::size_t>(read.completed)].value;
    const auto& numbers = numbers_.of(list);
    for (std::size_t i = 0; i < list.size(); ++i)
      if (numbers[i] != ReadNumbers::none) seen_in[numbers[i]] = read.invoked;
    const auto absent = [&](Element* element) {
      if (element->invoked > read.completed || seen_in[element->number] == read.invoked) {
        return false;
      }
      element->last_absent = read.invoked;
      return true;
    };
    open.erase(std::remove_if(open.begin(), open.end(), absent), open.end());
  }

  const History& history_;
  const std::string& add_;
  std::vector<std::size_t> pairs_;
  Findings& beyond_;
  Elements result_;
  ReadNumbers numbers_{result_.values};
  std::vector<Read> reads_;
  std::vector<std::ptrdiff_t> met_in_;  ///< by element: the read that held it last
};

}  // namespace

Elements trace_elements(const History& history, const std::string& add, Findings& beyond) {
  return Tracer(history, add, beyond).trace();
}

}  // namespace eddy
