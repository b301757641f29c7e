#include "txn_rw_register/txn_rw_register.hpp"

#include <algorithm>
#include <memory>

#include "glomers/replication/durable_option.hpp"
#include "glomers/replication/wire_number.hpp"

namespace txn_rw_register {
namespace {

struct Txn {
  static constexpr const char* type = "txn";
  std::vector<Json> txn;
  static constexpr auto fields = std::tuple(field("txn", &Txn::txn));
};

/// An entry of the replicated log: the registers that a transaction wrote, as [key, value] pairs.
struct Writes {
  static constexpr const char* type = "writes";
  std::int64_t stamp = 0;
  std::vector<Json> writes;
  std::optional<CausalOrder::After> after;
  static constexpr auto fields =
      std::tuple(field("stamp", &Writes::stamp), field("writes", &Writes::writes),
                 field("after", &Writes::after));
};

constexpr Time flush_interval = 60ms;

/// An entry waits so long for one that it comes after. Then the node looks whether that one has
/// died with its node.
constexpr Time max_wait = 10s;

/// This node writes no more once its clock is so high. Entries of others, which may be under
/// way, are taken up to max_number.
constexpr std::int64_t last_stamp = max_number / 2;

bool is_write(const Json& operation) {
  return operation[0] == "w";
}

/// Checks all before anything is done, so that a bad transaction changes nothing.
void require_valid(const std::vector<Json>& txn) {
  for (std::size_t i = 0; i < txn.size(); ++i) {
    const Json& operation = txn[i];
    const std::string where = "txn[" + std::to_string(i) + "]";
    if (!operation.is_array() || operation.size() != 3)
      throw_ill_typed(where, "an array [operation, key, value]", operation);
    if (operation[0] != "r" && operation[0] != "w")
      throw_ill_typed(where + "[0]", "\"r\" or \"w\"", operation[0]);
  }
}

}  // namespace

TxnRwRegister::TxnRwRegister(Node& node, bool durable)
    : node_(node),
      durable_(durable),
      order_([this](const std::string& log_name, const Json& entry) { apply(log_name, entry); }),
      replica_(node, {.flush_interval = flush_interval, .durable = durable},
               [this](const Replica::Entry& entry) { deliver(entry); }) {
  replica_.check_entries([this](const Json& entry) { check(entry); });
  replica_.on<Txn>([this](const Message& request, const Txn& body) {
    require_valid(body.txn);
    handle(request, body.txn);
  });
}

// Transactions. ---------------------------------------------------------------

void TxnRwRegister::handle(const Message& request, const std::vector<Json>& txn) {
  const auto answer = [this, request](const Json& result) {
    node_.reply(request, {{"type", "txn_ok"}, {"txn", result}});
  };
  if (std::none_of(txn.begin(), txn.end(), is_write)) {
    WriteSet none;
    return answer(run(txn, {}, none));
  }
  if (clock_ >= last_stamp)
    throw RpcError(ErrorCode::temporarily_unavailable,
                   "this node's clock stands too high to write");
  const auto result = std::make_shared<Json>();
  replica_.append_deferred([this, txn, result] { return execute(txn, *result); },
                           [answer, result](std::uint64_t) { answer(*result); });
}

/// Runs a transaction, and returns it with its reads filled in. It sees this node's registers,
/// and `before`, which was written before it in its group. `writes` gets what it leaves behind.
Json TxnRwRegister::run(const Json& txn, const WriteSet& before, WriteSet& writes) const {
  Json result = txn;
  for (Json& operation : result) {
    const Json& key = operation[1];
    if (is_write(operation)) {
      writes[key.dump()] = Json::array({key, operation[2]});
      continue;
    }
    const auto own = writes.find(key.dump());
    operation[2] = own != writes.end() ? own->second[1] : value_of(key.dump(), before);
  }
  return result;
}

Json TxnRwRegister::value_of(const std::string& key, const WriteSet& before) const {
  const auto written = before.find(key);
  if (written != before.end()) return written->second[1];
  const auto it = registers_.find(key);
  return it == registers_.end() ? Json() : it->second.value;
}

/// Runs a transaction of the group that is being put together, and returns its entry.
Json TxnRwRegister::execute(const Json& txn, Json& result) {
  WriteSet writes;
  result = run(txn, group_writes_, writes);
  for (const auto& [key, write] : writes) group_writes_[key] = write;
  return make_entry(writes);
}

Json TxnRwRegister::make_entry(const WriteSet& writes) {
  Writes entry;
  entry.stamp = ++clock_;
  ensure(entry.stamp < max_number, "a Lamport stamp is a number that others take");
  for (const auto& [key, write] : writes) entry.writes.push_back(write);
  auto after = order_.take_after(replica_.logs(), replica_.own_log());
  if (!after.empty()) entry.after = std::move(after);
  return to_body(entry);
}

// Entries. --------------------------------------------------------------------

void TxnRwRegister::check(const Json& entry) const {
  const auto check_name = [this](const std::string& name) {
    if (!replica_.logs().node_of(name)) throw_malformed("entry", "names no node's log: " + name);
  };
  if (!entry.is_object()) throw_ill_typed("entry", "an object", entry);
  if (entry.contains("ended")) {
    std::vector<std::string> ended;
    read_value(entry["ended"], "ended", ended);
    for (const std::string& name : ended) check_name(name);
    return;
  }
  const auto writes = from_body<Writes>(entry);
  check_number("stamp", writes.stamp);
  for (const Json& write : writes.writes)
    if (!write.is_array() || write.size() != 2) throw_ill_typed("writes", "pairs", write);
  if (!writes.after) return;
  for (const auto& [name, count] : *writes.after) {
    check_name(name);
    check_number("after." + name, count);
  }
}

void TxnRwRegister::deliver(const Replica::Entry& entry) {
  // The entries of a group come back one after the other, and nobody reads between them. So
  // with the first of them the group's writes are as good as in their registers.
  if (entry.log == replica_.own_log()) group_writes_.clear();
  const auto ended = entry.value.find("ended");
  if (!ended) {
    order_.add(replica_.logs(), entry.log, entry.value,
               from_body<Writes>(entry.value).after.value_or(CausalOrder::After{}));
    return watch_waiting();
  }
  for (const Json& name : *ended) order_.give_up(replica_.logs(), name.get<std::string>());
}

void TxnRwRegister::apply(const std::string& log_name, const Json& entry) {
  const auto writes = from_body<Writes>(entry);
  clock_ = std::max(clock_, writes.stamp);
  const Stamp stamp(writes.stamp, log_name);
  for (const Json& write : writes.writes) {
    const auto [it, fresh] = registers_.try_emplace(write[0].dump(), Register{write[1], stamp});
    if (!fresh && it->second.stamp < stamp) it->second = {write[1], stamp};
  }
}

/// Without a journal an entry may come after one that died with all nodes that held it. If an
/// entry has waited for longer than any living node needs to send what it holds, and the
/// incarnation of the one that it waits for is dead, the nodes agree to wait no more.
void TxnRwRegister::watch_waiting() {
  if (durable_ || watching_) return;
  const auto wanted = order_.wanted();
  if (wanted.empty()) return;
  watching_ = true;
  node_.after(max_wait, [this, wanted] {
    watching_ = false;
    give_up_dead(wanted);
    watch_waiting();
  });
}

void TxnRwRegister::give_up_dead(const std::set<std::string>& wanted_before) {
  Json ended = Json::array();
  for (const std::string& name : order_.wanted())
    if (wanted_before.count(name) > 0 && replica_.is_dead(name)) ended.push_back(name);
  if (ended.empty()) return;
  node_.log("not waiting any more for what died with " + ended.dump());
  replica_.append({{"ended", ended}});
}

Program program() {
  return {"txn_rw_register", "Challenge 6: always available transactions over registers.",
          [](Options& options) -> AppFactory {
            const auto durable = add_durable_option(options);
            return
                [durable](Node& node) { return std::make_shared<TxnRwRegister>(node, *durable); };
          },
          "causal", durable_option};
}

}  // namespace txn_rw_register
