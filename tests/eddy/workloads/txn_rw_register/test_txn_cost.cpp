// The judge of transactions has to stay cheap: near-linear in their number, in their
// length, and no dearer where many processes end for want of an answer.

#include <map>

#include "glomers/random.hpp"
#include "tests/catch.hpp"
#include "tests/eddy/workloads/cost_ratio.hpp"

using namespace eddy;

namespace {

struct Shape {
  int txns;
  int length;
  int keys;
  double unknown = 0;  ///< the part whose outcome is unknown
};

/// A store with one copy: a transaction takes effect as it ends. Twenty clients.
class Store {
 public:
  explicit Store(Shape shape) : shape_(shape) {
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
      client.txn.push_back({is_write ? "w" : "r", key, is_write ? Json(++last_value_) : Json()});
    }
    add(OpType::invoke, client);
  }

  void end(Client& client) {
    const bool is_unknown = random_.chance(shape_.unknown);
    for (Json& micro_op : client.txn) {
      Json& value = values_[micro_op[1].get<std::uint64_t>()];
      if (micro_op[0] == "w") value = micro_op[2];
      if (!is_unknown) micro_op[2] = value;
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

  const Shape shape_;
  glomers::Random random_{1};
  std::vector<Client> clients_;
  std::map<std::uint64_t, Json> values_;
  int last_value_ = 0;
  History history_;
};

/// The larger one of two models.
double ratio(Shape small, Shape large, double enough) {
  double highest = 0;
  for (const char* model : {"causal", "strict-serializable"}) {
    highest = std::max(highest, cost_ratio("txn-rw-register", {{model}}, Store(small).run(),
                                           Store(large).run(), enough));
  }
  return highest;
}

}  // namespace

TEST_CASE("four times the transactions cost about four times the time") {
  CHECK(ratio({4'000, 2, 100}, {16'000, 2, 100}, 8) <= 8);  // 16 where the cost is quadratic
}

TEST_CASE("transactions four times as long cost about four times the time") {
  CHECK(ratio({40, 500, 1'000}, {40, 2'000, 4'000}, 8) <= 8);
}

TEST_CASE("what is lost does not make the rest dear") {
  CHECK(ratio({8'000, 2, 100}, {8'000, 2, 100, 0.1}, 4) <= 4);
}
