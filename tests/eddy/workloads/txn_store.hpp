#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "glomers/random.hpp"
#include "tests/eddy/history/history.hpp"

namespace eddy {

struct TxnShape {
  int txns;
  int length;
  int keys;
  double unknown = 0;  ///< the part whose outcome is unknown
};

/// A store with one copy: a transaction takes effect as it ends. Twenty clients.
class TxnStore {
 public:
  /// `write` is the name of the micro-operation that changes a key: w puts a value there,
  /// append lengthens a list.
  TxnStore(std::string write, TxnShape shape) : write_(std::move(write)), shape_(shape) {
    for (std::int64_t i = 0; i < 20; ++i) clients_.push_back({i, nullptr});
  }

  History run() {
    for (int begun = 0; begun < shape_.txns;) {
      Client& client = clients_[random_.below(clients_.size())];
      if (client.txn.is_null()) {
        begin(client);
        ++begun;
      } else {
        end(client);
      }
    }
    for (Client& client : clients_)
      if (!client.txn.is_null()) end(client);
    return std::move(history_);
  }

 private:
  struct Client {
    std::int64_t process;
    Json txn;
  };

  void begin(Client& client) {
    client.txn = Json::array();
    for (int i = 0; i < shape_.length; ++i) {
      const std::uint64_t key = random_.below(static_cast<std::uint64_t>(shape_.keys));
      const bool is_write = random_.chance(0.5);
      client.txn.push_back({is_write ? write_ : "r", key, is_write ? Json(++last_value_) : Json()});
    }
    add(OpType::invoke, client);
  }

  void end(Client& client) {
    const bool is_unknown = random_.chance(shape_.unknown);
    for (Json& micro_op : client.txn) {
      Json& value = values_[micro_op[1].get<std::uint64_t>()];
      if (micro_op[0] == "w") value = micro_op[2];
      if (micro_op[0] == "append") value.push_back(micro_op[2]);
      if (micro_op[0] == "r" && !is_unknown) micro_op[2] = value;
    }
    add(is_unknown ? OpType::info : OpType::ok, client);
    client.txn = nullptr;
    if (is_unknown) client.process += 20;
  }

  void add(OpType type, const Client& client) {
    Op op;
    op.index = static_cast<std::int64_t>(history_.size());
    op.time_ns = op.index * 1'000'000;
    op.type = type;
    op.process = client.process;
    op.f = "txn";
    op.value = client.txn;
    history_.push_back(std::move(op));
  }

  const std::string write_;
  const TxnShape shape_;
  glomers::Random random_{1};
  std::vector<Client> clients_;
  std::map<std::uint64_t, Json> values_;
  int last_value_ = 0;
  History history_;
};

}  // namespace eddy
