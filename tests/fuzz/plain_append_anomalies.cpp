#include "tests/fuzz/plain_append_anomalies.hpp"

#include <algorithm>
#include <map>
#include <optional>

namespace eddy::plain {
namespace {

bool begins(const List& beginning, const List& list) {
  return beginning.size() <= list.size() &&
         std::equal(beginning.begin(), beginning.end(), list.begin());
}

bool ends(const List& end, const List& list) {
  return end.size() <= list.size() && std::equal(end.rbegin(), end.rend(), list.rbegin());
}

bool has_repeated(List list) {
  std::sort(list.begin(), list.end());
  return std::adjacent_find(list.begin(), list.end()) != list.end();
}

class Finder {
 public:
  explicit Finder(const AppendTxns& history) : history_(history) {}

  std::set<std::string> run() {
    for (const AppendTxn& txn : history_.txns)
      for (std::size_t i = 0; i < txn.completed.size(); ++i)
        if (!txn.completed[i].is_append) look_at_read(txn, i);
    find_dirty_updates();
    find_lost_updates();
    return found_;
  }

 private:
  void look_at_read(const AppendTxn& txn, std::size_t place) {
    const ListOp& read = txn.completed[place];
    if (txn.counts()) {
      if (has_repeated(read.list)) found_.insert("duplicate-elements");
      if (has_incompatible_read(read)) found_.insert("incompatible-order");
    }
    if (!txn.ok()) return;
    if (!is_as_expected(txn.completed, place)) found_.insert("internal");
    for (const std::int64_t element : read.list) {
      if (was_appended(read.key, element, OpType::fail)) found_.insert("G1a");
      for (std::size_t later = place + 1; later < txn.completed.size(); ++later)
        if (txn.completed[later].appends(read.key, element)) found_.insert("future-read");
    }
    for (const AppendTxn& other : history_.txns)
      for (const ListOps* ops : {&other.invoked, &other.completed})
        if (&other != &txn && has_middle_of(*ops, read)) found_.insert("G1b");
  }

  bool was_appended(std::int64_t key, std::int64_t element, OpType outcome) const {
    return std::any_of(history_.txns.begin(), history_.txns.end(), [&](const AppendTxn& txn) {
      return txn.outcome == outcome && txn.appended(key, element);
    });
  }

  bool has_incompatible_read(const ListOp& read) const {
    for (const AppendTxn& other : history_.txns)
      for (const ListOp& op : other.completed)
        if (other.counts() && op.reads(read.key) && !begins(op.list, read.list) &&
            !begins(read.list, op.list))
          return true;
    return false;
  }

  /// Whether the read ends with an element after which these append more.
  static bool has_middle_of(const ListOps& ops, const ListOp& read) {
    bool is_met = false;
    for (const ListOp& op : ops) {
      if (!op.is_append || op.key != read.key) continue;
      if (is_met) return true;
      is_met = !read.list.empty() && op.element == read.list.back();
    }
    return false;
  }

  /// By what the transaction read and appended before.
  static bool is_as_expected(const ListOps& ops, std::size_t place) {
    const ListOp& read = ops[place];
    const ListOp* before = nullptr;
    List appended;  // since then
    for (std::size_t i = 0; i < place; ++i) {
      if (ops[i].key != read.key) continue;
      if (ops[i].is_append) {
        appended.push_back(ops[i].element);
      } else {
        before = &ops[i];
        appended.clear();
      }
    }
    if (!before) return ends(appended, read.list);
    if (before->is_null && appended.empty()) return true;
    List expected = before->list;
    expected.insert(expected.end(), appended.begin(), appended.end());
    return !read.is_null && read.list == expected;
  }

  void find_dirty_updates() {
    for (const std::int64_t key : history_.keys) {
      bool is_dirty = false;
      for (const std::int64_t element :
           history_.longest(key, [](const AppendTxn&) { return true; })) {
        if (was_appended(key, element, OpType::fail)) is_dirty = true;
        if (is_dirty && was_appended(key, element, OpType::ok)) found_.insert("dirty-update");
      }
    }
  }

  /// Two ok transactions read the same at first, and appended then.
  void find_lost_updates() {
    using Read = std::optional<List>;
    std::map<std::pair<std::int64_t, Read>, int> updates;
    for (const AppendTxn& txn : history_.txns) {
      if (!txn.ok()) continue;
      for (const std::int64_t key : history_.keys) {
        std::optional<Read> first_read;
        bool is_updated = false;
        for (const ListOp& op : txn.completed) {
          if (op.key != key) continue;
          if (op.is_append && first_read) is_updated = true;
          if (!op.is_append && !first_read) first_read = op.is_null ? Read() : Read(op.list);
        }
        if (is_updated && ++updates[{key, *first_read}] == 2) found_.insert("lost-update");
      }
    }
  }

  const AppendTxns& history_;
  std::set<std::string> found_;
};

}  // namespace

std::set<std::string> append_anomalies(const AppendTxns& history) {
  return Finder(history).run();
}

}  // namespace eddy::plain
