#include "txn_rw_register/txn_rw_register.hpp"

#include <algorithm>

namespace glomers {
namespace {

struct Txn {
  static constexpr const char* type = "txn";
  std::vector<Json> txn;
  static constexpr auto fields = std::tuple(field("txn", &Txn::txn));
};

/// What travels: registers written, as [key, value] pairs.
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

bool is_write(const Json& operation) {
  return operation[0] == "w";
}

/// Before anything is done, so that a bad transaction changes nothing.
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

TxnRwRegister::TxnRwRegister(Node& node)
    : node_(node),
      order_([this](const std::string& origin, const Json& entry) { apply(origin, entry); }),
      replica_(node, {flush_interval}, [this](const Replica::Entry& entry) {
        order_.add(replica_.logs(), entry.origin, entry.value,
                   from_body<Writes>(entry.value).after.value_or(CausalOrder::After{}));
      }) {
  node_.on<Txn>([this](const Message& request, const Txn& body) {
    require_valid(body.txn);
    node_.reply(request, {{"type", "txn_ok"}, {"txn", run(body.txn)}});
  });
}

/// The transaction with its reads filled in.
Json TxnRwRegister::run(const Json& txn) {
  Json result = txn;
  std::map<std::string, Json> writes;  // [key, value] by key as JSON
  for (Json& operation : result) {
    const Json& key = operation[1];
    if (is_write(operation)) {
      writes[key.dump()] = Json::array({key, operation[2]});
      continue;
    }
    const auto own = writes.find(key.dump());
    operation[2] = own != writes.end() ? own->second[1] : value_of(key);
  }
  if (!writes.empty()) replicate(writes);
  return result;
}

Json TxnRwRegister::value_of(const Json& key) const {
  const auto it = registers_.find(key.dump());
  return it == registers_.end() ? Json() : it->second.value;
}

void TxnRwRegister::replicate(const std::map<std::string, Json>& writes) {
  Writes entry;
  entry.stamp = clock_ + 1;
  for (const auto& [key, write] : writes) entry.writes.push_back(write);
  auto after = order_.take_after(replica_.logs(), replica_.own());
  if (!after.empty()) entry.after = std::move(after);
  replica_.append(to_body(entry));
}

void TxnRwRegister::apply(const std::string& origin, const Json& entry) {
  const auto writes = from_body<Writes>(entry);
  clock_ = std::max(clock_, writes.stamp);
  const Stamp stamp(writes.stamp, origin);
  for (const Json& write : writes.writes) {
    const auto [it, fresh] = registers_.try_emplace(write[0].dump(), Register{write[1], stamp});
    if (!fresh && it->second.stamp < stamp) it->second = {write[1], stamp};
  }
}

Program txn_rw_register_program() {
  return {"txn_rw_register", "Challenge 6: always available transactions over registers.",
          [](CLI::App&) -> Install {
            return [](Node& node) { return std::make_shared<TxnRwRegister>(node); };
          },
          "causal"};
}

}  // namespace glomers
