#include "tests/eddy/judge/txn/txn_beyond.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <vector>

namespace eddy {
namespace {

class BeyondFinder {
 public:
  BeyondFinder(const TxnHistory& history, Findings& beyond)
      : history_(history), beyond_(beyond), writers_(history.versions.size()) {}

  void find() {
    for (const Txn& txn : history_.txns) index_writes(txn);
    find_duplicate_writes();
    for (const Txn& txn : history_.txns) {
      if (!txn.ok()) continue;
      if (txn.end->value.is_null()) {
        beyond_.add("null-list", who_and_when(*txn.end) + ", got null for its transaction.");
      }
      find_unwritten_reads(txn);
      find_internal_null(txn);
      find_forgotten_keys(txn);
    }
  }

 private:
  const TxnVersion& version(const MicroOp& micro_op) const {
    return history_.versions[at(micro_op.version)];
  }

  std::string value_of_key(int version) const {
    return quote(history_.value_of(version)) + " of key " + quote(history_.key_of(version));
  }

  Json values_of(int version) const {
    return {{"key", history_.key_of(version)}, {"value", history_.value_of(version)}};
  }

  void index_writes(const Txn& txn) {
    for (const MicroOp& micro_op : txn.micro_ops) {
      if (!micro_op.is_write) continue;
      std::vector<const Txn*>& writers = writers_[at(micro_op.version)];
      if (writers.empty() || writers.back() != &txn) writers.push_back(&txn);
    }
  }

  void find_duplicate_writes() {
    for (std::size_t i = 0; i < writers_.size(); ++i) {
      const auto count = std::count_if(writers_[i].begin(), writers_[i].end(),
                                       [](const Txn* txn) { return txn->may_have_happened(); });
      if (count < 2) continue;
      beyond_.add("duplicate-write",
                  "The value " + value_of_key(static_cast<int>(i)) + " was written by " +
                      std::to_string(count) + " transactions, first by that of " +
                      who_and_when(*writers_[i][0]->begin) + ".",
                  values_of(static_cast<int>(i)));
    }
  }

  void find_unwritten_reads(const Txn& txn) {
    std::set<int> written;
    for (const MicroOp& micro_op : txn.micro_ops) {
      if (micro_op.is_write) written.insert(micro_op.version);
      if (micro_op.is_write || version(micro_op).is_initial) continue;
      const std::vector<const Txn*>& writers = writers_[at(micro_op.version)];
      const auto tell = [&](const char* kind, const char* what) {
        beyond_.add(kind,
                    "The transaction of " + who_and_when(*txn.begin) + ", read the value " +
                        value_of_key(micro_op.version) + what,
                    values_of(micro_op.version));
      };
      if (writers.empty()) {
        tell("garbage-read", ", which nobody ever wrote.");
      } else if (writers.size() == 1 && writers[0] == &txn &&
                 written.count(micro_op.version) == 0) {
        tell("future-read", ", which it wrote itself only later.");
      }
    }
  }

  void find_internal_null(const Txn& txn) {
    std::map<int, bool> was_null;
    for (const MicroOp& micro_op : txn.micro_ops) {
      bool& null_before = was_null[version(micro_op).key];
      const bool is_null = version(micro_op).is_initial;
      if (!micro_op.is_write && null_before && !is_null) {
        beyond_.add("internal-null",
                    "The transaction of " + who_and_when(*txn.begin) +
                        ", read null and then the value " + value_of_key(micro_op.version) + ".",
                    values_of(micro_op.version));
      }
      null_before = !micro_op.is_write && is_null;
    }
  }

  void find_forgotten_keys(const Txn& txn) {
    std::set<int>& known = known_keys_[txn.begin->process];
    for (const int read : txn.reads) {
      const TxnVersion& seen = history_.versions[at(read)];
      if (!seen.is_initial || known.count(seen.key) == 0) continue;
      beyond_.add("forgotten-key",
                  "The transaction of " + who_and_when(*txn.begin) + ", read null from key " +
                      quote(history_.key_of(read)) +
                      ", though the process had already read or written a value there.",
                  {{"key", history_.key_of(read)}});
    }
    for (const MicroOp& micro_op : txn.micro_ops) {
      if (!version(micro_op).is_initial) known.insert(version(micro_op).key);
    }
  }

  const TxnHistory& history_;
  Findings& beyond_;
  std::vector<std::vector<const Txn*>> writers_;
  std::map<std::int64_t, std::set<int>> known_keys_;
};

}  // namespace

void find_beyond(const TxnHistory& history, Findings& beyond) {
  BeyondFinder(history, beyond).find();
}

}  // namespace eddy
