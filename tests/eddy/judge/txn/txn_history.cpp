#include "tests/eddy/judge/txn/txn_history.hpp"

#include <algorithm>
#include <cstdint>
#include <map>
#include <string>
#include <unordered_map>
#include <utility>

namespace eddy {
namespace {

class TxnReader {
 public:
  TxnHistory read(const History& history) {
    for (const Op& op : history) {
      if (op.process == nemesis_process) continue;
      std::vector<MicroOp> micro_ops = read_micro_ops(op);
      const bool begins = op.type == OpType::invoke;
      if (!begins && open_.count(op.process) == 0) {
        throw OpError(op, "completes what was never begun");
      }
      const Op& begin = begins ? op : *open_[op.process].begin;
      note_overwritten({&begin, &op}, micro_ops);
      if (begins) {
        open_[op.process] = {&op, std::move(micro_ops)};
      } else {
        add(begin, &op, std::move(micro_ops));
        open_.erase(op.process);
      }
    }
    for (auto& [process, open] : open_) add(*open.begin, nullptr, std::move(open.writes));
    return std::move(result_);
  }

 private:
  static constexpr int no_version = -1;

  /// What the op in hand has done with a key so far.
  struct Access {
    bool is_known = false;
    int last_write = no_version;
  };

  struct Open {
    const Op* begin = nullptr;
    std::vector<MicroOp> writes;
  };

  /// Of an invocation only the writes: its reads have nothing to tell yet.
  std::vector<MicroOp> read_micro_ops(const Op& op) {
    if (!op.value.is_array() && !op.value.is_null()) fail(op);
    std::vector<MicroOp> micro_ops;
    for (const Json& json : op.value.json()) {
      if (!json.is_array() || json.size() != 3 || (json[0] != "r" && json[0] != "w")) fail(op);
      if (first_key_ == nullptr) first_key_ = &json[1];
      if (!is_like(json[1], *first_key_)) result_.has_mixed_key_types = true;
      const bool is_write = json[0] == "w";
      if (!is_write && op.type == OpType::invoke) continue;
      micro_ops.push_back({is_write, version(json[1], json[2])});
    }
    return micro_ops;
  }

  /// A null is the initial version, whoever writes it over.
  void note_overwritten(Overwriter overwriter, const std::vector<MicroOp>& micro_ops) {
    for (const MicroOp& micro_op : micro_ops) {
      if (!micro_op.is_write) continue;
      int& last = accesses_[key_of(micro_op.version)].last_write;
      const bool is_overwritten = last != no_version && !result_.versions[at(last)].is_initial;
      if (is_overwritten) result_.overwriters[at(last)] = overwriter;
      last = micro_op.version;
    }
    forget_accesses(micro_ops);
  }

  void add(const Op& begin, const Op* end, std::vector<MicroOp> micro_ops) {
    Txn txn;
    txn.begin = &begin;
    txn.end = end;
    txn.micro_ops = std::move(micro_ops);
    find_external(txn);
    result_.txns.push_back(std::move(txn));
  }

  int version(const Json& key, const Json& value) {
    const std::size_t key_number = result_.keys.number(key);
    const std::size_t value_number = result_.values.number(value);
    version_ids_.resize(result_.keys.size());
    accesses_.resize(result_.keys.size());
    const int fresh = static_cast<int>(result_.versions.size());
    const auto [at, inserted] = version_ids_[key_number].try_emplace(value_number, fresh);
    if (inserted) {
      result_.versions.push_back({static_cast<int>(key_number), value.is_null(), value_number});
      result_.overwriters.emplace_back();
    }
    return at->second;
  }

  static bool is_like(const Json& a, const Json& b) {
    return a.is_number_integer() == b.is_number_integer() &&
           std::string_view(a.type_name()) == b.type_name();
  }

  void find_external(Txn& txn) {
    for (const MicroOp& micro_op : txn.micro_ops) {
      Access& access = accesses_[key_of(micro_op.version)];
      if (micro_op.is_write) {
        access.last_write = micro_op.version;
      } else if (!access.is_known) {
        txn.reads.push_back(micro_op.version);
      }
      access.is_known = true;
    }
    for (const MicroOp& micro_op : txn.micro_ops) {
      int& last = accesses_[key_of(micro_op.version)].last_write;
      if (!micro_op.is_write || micro_op.version != last) continue;
      txn.writes.push_back(std::exchange(last, no_version));
    }
    std::sort(txn.writes.begin(), txn.writes.end(),
              [this](int a, int b) { return key_of(a) < key_of(b); });
    forget_accesses(txn.micro_ops);
  }

  std::size_t key_of(int version) const { return at(result_.versions[at(version)].key); }

  void forget_accesses(const std::vector<MicroOp>& micro_ops) {
    for (const MicroOp& micro_op : micro_ops) accesses_[key_of(micro_op.version)] = {};
  }

  [[noreturn]] static void fail(const Op& op) {
    throw HistoryError("op " + std::to_string(op.index) +
                       ": field 'value' must be a list of [\"r\" or \"w\", key, value]");
  }

  TxnHistory result_;
  std::map<std::int64_t, Open> open_;
  const Json* first_key_ = nullptr;
  std::vector<std::unordered_map<std::size_t, int>> version_ids_;  ///< by key and value
  std::vector<Access> accesses_;                                   ///< by key
};

}  // namespace

TxnHistory read_txns(const History& history) {
  return TxnReader().read(history);
}

}  // namespace eddy
