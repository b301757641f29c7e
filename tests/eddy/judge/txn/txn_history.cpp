#include "tests/eddy/judge/txn/txn_history.hpp"

#include <cstdint>
#include <map>
#include <string>
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
  struct Open {
    const Op* begin = nullptr;
    std::vector<MicroOp> writes;
  };

  /// Of an invocation only the writes: its reads have nothing to tell yet.
  std::vector<MicroOp> read_micro_ops(const Op& op) {
    if (!op.value.is_array() && !op.value.is_null()) fail(op);
    std::vector<MicroOp> micro_ops;
    for (const Json& json : op.value) {
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
    std::map<int, int> last_write_by_key;
    for (const MicroOp& micro_op : micro_ops) {
      if (!micro_op.is_write) continue;
      const int key = result_.versions[at(micro_op.version)].key;
      const auto [last, is_first] = last_write_by_key.try_emplace(key, micro_op.version);
      const bool is_initial = result_.versions[at(last->second)].is_initial;
      if (!is_first && !is_initial) result_.overwriters[at(last->second)] = overwriter;
      last->second = micro_op.version;
    }
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
    const auto [at, inserted] =
        version_ids_.try_emplace({key_number, value_number}, static_cast<int>(version_ids_.size()));
    if (inserted) {
      result_.versions.push_back({static_cast<int>(key_number), value.is_null(), value_number});
      result_.overwriters.emplace_back();
    }
    return at->second;
  }

  static bool is_like(const Json& a, const Json& b) {
    return a.type() == b.type() || (a.is_number_integer() && b.is_number_integer());
  }

  void find_external(Txn& txn) const {
    std::map<int, int> last_writes;
    std::map<int, bool> seen;
    for (const MicroOp& micro_op : txn.micro_ops) {
      const int key = result_.versions[at(micro_op.version)].key;
      const bool is_first = seen.try_emplace(key, true).second;
      if (micro_op.is_write) {
        last_writes[key] = micro_op.version;
      } else if (is_first) {
        txn.reads.push_back(micro_op.version);
      }
    }
    for (const auto& [key, version] : last_writes) txn.writes.push_back(version);
  }

  [[noreturn]] static void fail(const Op& op) {
    throw HistoryError("op " + std::to_string(op.index) +
                       ": field 'value' must be a list of [\"r\" or \"w\", key, value]");
  }

  TxnHistory result_;
  std::map<std::int64_t, Open> open_;
  const Json* first_key_ = nullptr;
  std::map<std::pair<std::size_t, std::size_t>, int> version_ids_;
};

}  // namespace

TxnHistory read_txns(const History& history) {
  return TxnReader().read(history);
}

}  // namespace eddy
