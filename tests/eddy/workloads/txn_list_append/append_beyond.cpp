#include "tests/eddy/workloads/txn_list_append/append_beyond.hpp"

#include <map>
#include <set>
#include <string>

namespace eddy {
namespace {

class AppendBeyondFinder {
 public:
  AppendBeyondFinder(const AppendHistory& history, Findings& beyond)
      : history_(history), beyond_(beyond) {}

  void run() {
    for (const AppendTxn& txn : history_.txns) {
      if (!txn.ok()) continue;
      find_internal_null(txn);
      find_forgotten(txn);
    }
  }

 private:
  Sentence who(const AppendTxn& txn) const {
    return "The transaction of " + who_and_when(*txn.begin);
  }

  void find_internal_null(const AppendTxn& txn) {
    std::set<int> null_keys;
    for (const AppendMicroOp& micro_op : txn.completed) {
      const bool was_null = null_keys.erase(micro_op.key) > 0;
      if (micro_op.is_append) continue;
      if (was_null && !micro_op.elements.empty())
        beyond_.add(
            "internal-null",
            who(txn) + ", read null from key " + quote(history_.key(micro_op.key)) +
                " and then a list with " + quote(history_.value(micro_op.elements[0])) + ".",
            {{"key", history_.key(micro_op.key)}, {"value", history_.value(micro_op.elements[0])}});
      if (micro_op.is_null) null_keys.insert(micro_op.key);
    }
  }

  void find_forgotten(const AppendTxn& txn) {
    auto& known = known_[txn.begin->process];
    for (const AppendMicroOp& micro_op : txn.completed) {
      if (micro_op.is_append) continue;
      const std::set<int> seen(micro_op.elements.begin(), micro_op.elements.end());
      for (const int element : known[micro_op.key]) {
        if (seen.count(element) != 0) continue;
        beyond_.add("forgotten-element",
                    who(txn) + ", read a list from key " + quote(history_.key(micro_op.key)) +
                        " that lacks " + quote(history_.value(element)) +
                        ", though the process had already read or appended it.",
                    {{"key", history_.key(micro_op.key)}, {"value", history_.value(element)}});
        break;
      }
    }
    for (const AppendMicroOp& micro_op : txn.completed)
      known[micro_op.key].insert(micro_op.elements.begin(), micro_op.elements.end());
  }

  const AppendHistory& history_;
  Findings& beyond_;
  /// By process and key: what its ok transactions have read or appended.
  std::map<std::int64_t, std::map<int, std::set<int>>> known_;
};

}  // namespace

void find_append_beyond(const AppendHistory& history, Findings& beyond) {
  AppendBeyondFinder(history, beyond).run();
}

}  // namespace eddy
