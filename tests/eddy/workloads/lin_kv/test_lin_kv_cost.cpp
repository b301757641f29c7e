// The judge of registers has to stay cheap: linear in keys, and in the operations of each.

#include <array>

#include "glomers/random.hpp"
#include "tests/catch.hpp"
#include "tests/eddy/workloads/cost_ratio.hpp"

using namespace eddy;

namespace {

struct Shape {
  int keys;
  int ops;  ///< on each key
};

/// A store with one copy: an operation takes effect as it ends. Each key has ten clients.
class Store {
 public:
  explicit Store(Shape shape) : shape_(shape) {}

  History run() {
    for (key_ = 0; key_ < shape_.keys; ++key_) run_key();
    return std::move(history_);
  }

 private:
  struct Client {
    std::int64_t process;
    Op begun;
  };

  void run_key() {
    held_ = nullptr;
    std::vector<Client> clients;
    for (int i = 0; i < 10; ++i) clients.push_back({next_process_++, {}});
    for (int begun = 0; begun < shape_.ops;) {
      Client& client = clients[random_.below(clients.size())];
      if (client.begun.f.empty()) {
        begin(client);
        ++begun;
      } else {
        end(client);
      }
    }
  }

  void begin(Client& client) {
    constexpr std::array<const char*, 4> requests = {"read", "read", "write", "cas"};
    client.begun.f = requests[random_.below(requests.size())];
    const auto value = [this] { return random_.below(5); };
    Json asked;
    if (client.begun.f == "write") asked = value();
    if (client.begun.f == "cas") asked = Json::array({value(), value()});
    client.begun.value = Json::array({key_, asked});
    add(OpType::invoke, client);
  }

  void end(Client& client) {
    const Json asked = client.begun.value[1];
    bool fits = true;
    if (client.begun.f == "read") client.begun.value = Json::array({key_, held_});
    if (client.begun.f == "write") held_ = asked;
    if (client.begun.f == "cas") {
      fits = held_ == asked[0];
      if (fits) held_ = asked[1];
    }
    add(fits ? OpType::ok : OpType::fail, client);
    client.begun = {};
  }

  void add(OpType type, const Client& client) {
    Op op = client.begun;
    op.index = static_cast<std::int64_t>(history_.size());
    op.time_ns = op.index * 1'000'000;
    op.type = type;
    op.process = client.process;
    history_.push_back(std::move(op));
  }

  const Shape shape_;
  glomers::Random random_{1};
  int key_ = 0;
  Json held_;
  std::int64_t next_process_ = 0;
  History history_;
};

double ratio(Shape small, Shape large, double enough) {
  return cost_ratio("lin-kv", {}, Store(small).run(), Store(large).run(), enough);
}

}  // namespace

TEST_CASE("four times the keys cost about four times the time") {
  CHECK(ratio({50, 100}, {200, 100}, 6) <= 6);  // 16 where the cost is quadratic
}

TEST_CASE("four times the operations on a key cost about four times the time") {
  CHECK(ratio({1, 2'000}, {1, 8'000}, 6) <= 6);
}
