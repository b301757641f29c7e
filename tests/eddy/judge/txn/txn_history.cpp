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
      if (op.type == OpType::invoke) {
        begin(op);
      } else {
        complete(op);
      }
    }
    for (const auto& [process, op] : open_) add(*op, nullptr);
    return std::move(result_);
  }

 private:
  void begin(const Op& op) {
    const auto [at, inserted] = open_.try_emplace(op.process, &op);
    if (inserted) return;
    add(*at->second, nullptr);
    at->second = &op;
  }

  void complete(const Op& op) {
    const auto at = open_.find(op.process);
    add(at == open_.end() ? op : *at->second, &op);
    if (at != open_.end()) open_.erase(at);
  }

  void add(const Op& begin, const Op* end) {
    Txn txn;
    txn.begin = &begin;
    txn.end = end;
    const Op& op = txn.op();
    if (!op.value.is_array()) fail(op);
    for (const Json& micro_op : op.value) txn.micro_ops.push_back(read_micro_op(op, micro_op));
    find_external(txn);
    result_.txns.push_back(std::move(txn));
  }

  MicroOp read_micro_op(const Op& op, const Json& json) {
    if (!json.is_array() || json.size() != 3 || (json[0] != "r" && json[0] != "w")) fail(op);
    return {json[0] == "w", version(json[1], json[2])};
  }

  int version(const Json& key, const Json& value) {
    const std::size_t key_number = result_.keys.number(key);
    const std::size_t value_number = result_.values.number(value);
    const Json& first_key = result_.keys.value(0);
    if (!is_like(key, first_key)) result_.has_mixed_key_types = true;
    const auto [at, inserted] =
        version_ids_.try_emplace({key_number, value_number}, static_cast<int>(version_ids_.size()));
    if (inserted) {
      result_.versions.push_back({static_cast<int>(key_number), value.is_null(), value_number});
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
  std::map<std::int64_t, const Op*> open_;
  std::map<std::pair<std::size_t, std::size_t>, int> version_ids_;
};

}  // namespace

TxnHistory read_txns(const History& history) {
  return TxnReader().read(history);
}

}  // namespace eddy
