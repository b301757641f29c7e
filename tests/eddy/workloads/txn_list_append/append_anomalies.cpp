#include "tests/eddy/workloads/txn_list_append/append_anomalies.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <unordered_map>
#include <utility>

#include "tests/eddy/judge/findings.hpp"
#include "tests/eddy/judge/values.hpp"
#include "tests/eddy/workloads/txn_list_append/own_view.hpp"

namespace eddy {
namespace {

class AnomalyFinder {
 public:
  AnomalyFinder(const AppendHistory& history, const AppendOrder& order, const AnomalySink& sink)
      : history_(history), order_(order), sink_(sink) {}

  void run() {
    find_duplicates();
    find_incompatible_orders();
    find_dirty_reads();
    find_intermediate_reads();
    find_dirty_updates();
    for (const AppendTxn& txn : history_.txns)
      if (txn.ok()) {
        find_future_read(txn);
        find_internal(txn);
      }
    find_lost_updates();
  }

 private:
  /// Calls f(txn, read) for the reads of transactions that the predicate takes.
  template <class Takes, class F>
  void each_read(const Takes& takes, const F& f) const {
    for (const AppendTxn& txn : history_.txns)
      if (txn.end && takes(txn))
        for (const AppendMicroOp& micro_op : txn.completed)
          if (!micro_op.is_append) f(txn, micro_op);
  }
  static bool is_ok(const AppendTxn& txn) { return txn.ok(); }
  static bool counts(const AppendTxn& txn) { return txn.counts(); }

  Json list_json(const std::vector<int>& elements) const {
    Json list = Json::array();
    for (const int element : elements) list.push_back(history_.value(element));
    return list;
  }
  std::string list_text(const AppendMicroOp& read) const {
    return read.is_null ? "null" : quote(list_json(read.elements));
  }
  std::string of_key(int key) const { return " from key " + quote(history_.key(key)); }
  static Sentence txn_text(const AppendTxn& txn) {
    return "the transaction of " + who_and_when(*txn.begin);
  }
  Sentence read_text(const AppendTxn& txn, const AppendMicroOp& read) const {
    return "The transaction of " + who_and_when(*txn.begin) + ", read " + list_text(read) +
           of_key(read.key);
  }
  Json read_json(const AppendTxn& txn, const AppendMicroOp& read) const {
    return {{"op", to_json(txn.op())},
            {"mop", {"r", history_.key(read.key), list_json(read.elements)}}};
  }

  Json values(int element) const {
    const AppendElement& e = history_.elements[static_cast<std::size_t>(element)];
    return {{"key", history_.key(e.key)}, {"value", history_.value(element)}};
  }

  void find_duplicates() {
    each_read(counts, [&](const AppendTxn& txn, const AppendMicroOp& read) {
      std::set<int> seen;
      std::set<int> repeated;
      for (const int element : read.elements)
        if (!seen.insert(element).second) repeated.insert(element);
      if (repeated.empty()) return;
      require_order(repeated);
      sink_("duplicate-elements",
            {read_json(txn, read),
             read_text(txn, read) + ", in which " + quote(history_.value(*repeated.begin())) +
                 " stands more than once, though it was appended once.",
             values(*repeated.begin())});
    });
  }

  /// The real checker sorts them.
  void require_order(const std::set<int>& repeated) const {
    const Json& first = history_.value(*repeated.begin());
    try {
      for (const int element : repeated) compare_values(first, history_.value(element));
    } catch (const NotComparable& error) {
      throw CannotJudge("not-comparable", std::string("repeated elements: ") + error.what());
    }
  }

  void find_incompatible_orders() {
    std::map<int, std::map<std::size_t, std::vector<const AppendMicroOp*>>> reads;  // by length
    std::map<const AppendMicroOp*, const AppendTxn*> readers;
    each_read(counts, [&](const AppendTxn& txn, const AppendMicroOp& read) {
      if (read.elements.empty()) return;
      auto& same = reads[read.key][read.elements.size()];
      const bool is_known = std::any_of(same.begin(), same.end(), [&](const AppendMicroOp* other) {
        return other->elements == read.elements;
      });
      if (is_known) return;
      same.push_back(&read);
      readers[&read] = &txn;
    });
    for (const auto& [key, by_length] : reads) {
      const AppendMicroOp* before = nullptr;
      for (const auto& [length, lists] : by_length) {
        const AppendMicroOp* odd = nullptr;
        for (const AppendMicroOp* list : lists) {
          if (before &&
              !std::equal(
                  before->elements.begin(), before->elements.end(), list->elements.begin(),
                  list->elements.begin() + static_cast<std::ptrdiff_t>(std::min(
                                               before->elements.size(), list->elements.size()))))
            odd = list;
          if (odd) break;
          before = list;
        }
        if (!odd) continue;
        sink_("incompatible-order",
              {{{"key", history_.key(key)},
                {"values", {list_json(before->elements), list_json(odd->elements)}}},
               read_text(*readers[odd], *odd) + ", but " + txn_text(*readers[before]) + ", read " +
                   list_text(*before) + "; neither is the beginning of the other.",
               {{"key", history_.key(key)}}});
        break;
      }
    }
  }

  void find_dirty_reads() {
    std::set<int> told;
    each_read(is_ok, [&](const AppendTxn& txn, const AppendMicroOp& read) {
      for (const int element : read.elements) {
        const auto writer = history_.elements[static_cast<std::size_t>(element)].failed_by;
        if (!writer || !told.insert(element).second) continue;
        const AppendTxn& failed = history_.txns[static_cast<std::size_t>(*writer)];
        Json data = read_json(txn, read);
        data["writer"] = to_json(failed.op());
        data["element"] = history_.value(element);
        sink_("G1a",
              {std::move(data),
               read_text(txn, read) + ", in which " + quote(history_.value(element)) + " is what " +
                   txn_text(failed) + ", appended; that one failed, so nobody should ever see it.",
               values(element)});
      }
    });
  }

  /// Elements that a transaction appends before it appends another one to the same key.
  std::unordered_map<int, const AppendTxn*> intermediate_elements() const {
    std::unordered_map<int, const AppendTxn*> result;
    for (const AppendTxn& txn : history_.txns)
      for (const auto* micro_ops : {&txn.invoked, &txn.completed}) {
        std::map<int, int> last;  // by key
        for (const AppendMicroOp& micro_op : *micro_ops) {
          if (!micro_op.is_append) continue;
          const auto [before, is_first] = last.try_emplace(micro_op.key, micro_op.elements[0]);
          if (is_first) continue;
          result[std::exchange(before->second, micro_op.elements[0])] = &txn;
        }
      }
    return result;
  }

  void find_intermediate_reads() {
    const auto intermediate = intermediate_elements();
    each_read(is_ok, [&](const AppendTxn& txn, const AppendMicroOp& read) {
      if (read.elements.empty() || !history_.counts_as_element(read.elements.back())) return;
      const auto found = intermediate.find(read.elements.back());
      if (found == intermediate.end() || found->second == &txn) return;
      Json data = read_json(txn, read);
      data["writer"] = to_json(found->second->op());
      data["element"] = history_.value(read.elements.back());
      sink_("G1b", {std::move(data),
                    read_text(txn, read) + ", but " + txn_text(*found->second) +
                        ", appended more to the key than the last element, " +
                        quote(history_.value(read.elements.back())) +
                        "; its appends should be seen together.",
                    values(read.elements.back())});
    });
  }

  void find_dirty_updates() {
    for (const std::vector<int>& list : order_.longest) {
      std::optional<int> dirty;
      for (const int element : list) {
        const AppendElement& e = history_.elements[static_cast<std::size_t>(element)];
        if (e.failed_by) dirty = element;
        if (!dirty || !e.appended_by) continue;
        const AppendTxn& writer = history_.txns[static_cast<std::size_t>(*e.appended_by)];
        if (!writer.ok()) continue;
        tell_dirty_update(*dirty, element, writer);
        dirty.reset();
      }
    }
  }

  void tell_dirty_update(int dirty, int element, const AppendTxn& writer) {
    const AppendElement& e = history_.elements[static_cast<std::size_t>(dirty)];
    const AppendTxn& failed = history_.txns[static_cast<std::size_t>(*e.failed_by)];
    sink_("dirty-update",
          {{{"key", history_.key(e.key)},
            {"values", {history_.value(dirty), history_.value(element)}},
            {"txns", {to_json(failed.op()), to_json(writer.op())}}},
           "On key " + quote(history_.key(e.key)) + ", " + quote(history_.value(element)) + " of " +
               txn_text(writer) + ", stands behind " + quote(history_.value(dirty)) + " of " +
               txn_text(failed) + ", which failed.",
           {{"key", history_.key(e.key)},
            {"value", history_.value(dirty)},
            {"next", history_.value(element)}}});
  }

  void find_future_read(const AppendTxn& txn) {
    std::unordered_map<int, std::size_t> appended_at;
    for (std::size_t i = 0; i < txn.completed.size(); ++i)
      if (txn.completed[i].is_append) appended_at[txn.completed[i].elements[0]] = i;
    for (std::size_t i = 0; i < txn.completed.size(); ++i) {
      const AppendMicroOp& read = txn.completed[i];
      if (read.is_append) continue;
      for (const int element : read.elements) {
        const auto append = appended_at.find(element);
        if (append == appended_at.end() || append->second < i) continue;
        Json data = read_json(txn, read);
        data["element"] = history_.value(element);
        return sink_("future-read",
                     {std::move(data),
                      read_text(txn, read) + ", in which " + quote(history_.value(element)) +
                          " stands before the transaction itself appends it.",
                      values(element)});
      }
    }
  }

  void find_internal(const AppendTxn& txn) {
    std::map<int, OwnView> views;  // by key
    for (const AppendMicroOp& micro_op : txn.completed) {
      OwnView& view = views[micro_op.key];
      if (micro_op.is_append) {
        view.append(micro_op.elements[0]);
      } else if (!view.read(micro_op)) {
        Json data = read_json(txn, micro_op);
        data["expected"] = list_json(view.expected());
        return sink_(
            "internal",
            {std::move(data),
             read_text(txn, micro_op) +
                 ", but after what it had read and "
                 "appended itself the list should " +
                 (view.is_whole() ? "be " : "end with ") + quote(list_json(view.expected())) + ".",
             {{"key", history_.key(micro_op.key)},
              {view.is_whole() ? "expected" : "expected-end", view.expected().size()}}});
      }
    }
  }

  void find_lost_updates() {
    std::map<std::pair<int, std::string>, std::vector<const AppendTxn*>> updates;
    for (const AppendTxn& txn : history_.txns) {
      if (!txn.ok()) continue;
      std::map<int, const AppendMicroOp*> first_reads;  // by key
      std::set<int> updated;
      for (const AppendMicroOp& micro_op : txn.completed) {
        if (!micro_op.is_append) {
          first_reads.emplace(micro_op.key, &micro_op);
          continue;
        }
        const auto read = first_reads.find(micro_op.key);
        if (read == first_reads.end() || !updated.insert(micro_op.key).second) continue;
        updates[{micro_op.key, list_text_of_ids(*read->second)}].push_back(&txn);
      }
    }
    for (const auto& [read, txns] : updates)
      if (txns.size() > 1) tell_lost_update(read.first, txns);
  }

  /// Two reads of a key are equal where these are.
  static std::string list_text_of_ids(const AppendMicroOp& read) {
    std::string text = read.is_null ? "null" : "";
    for (const int element : read.elements) text += ' ' + std::to_string(element);
    return text;
  }

  void tell_lost_update(int key, const std::vector<const AppendTxn*>& txns) {
    constexpr std::size_t max_named = 8;
    Json ops = Json::array();
    Sentence names;
    for (std::size_t i = 0; i < txns.size() && i < max_named; ++i) {
      ops.push_back(to_json(txns[i]->op()));
      names += (i == 0 ? "" : "; ") + who_and_when(*txns[i]->begin);
    }
    if (txns.size() > max_named) names += "; ...";
    sink_("lost-update",
          {{{"key", history_.key(key)}, {"txns", ops}},
           "These transactions read the same list from key " + quote(history_.key(key)) +
               " and then appended to it, so all but one did not see the others: " + names + ".",
           {{"key", history_.key(key)}, {"count", txns.size()}}});
  }

  const AppendHistory& history_;
  const AppendOrder& order_;
  const AnomalySink& sink_;
};

}  // namespace

void find_append_anomalies(const AppendHistory& history, const AppendOrder& order,
                           const AnomalySink& sink) {
  AnomalyFinder(history, order, sink).run();
}

}  // namespace eddy
