#include <algorithm>
#include <map>

#include "g_counter/g_counter.hpp"
#include "glomers/services.hpp"
#include "glomers/testing.hpp"
#include "tests/catch.hpp"
#include "tests/challenges/counter_bodies.hpp"

using namespace glomers;

namespace {

/// The obvious counter, to compare with: all nodes share one key in seq-kv, add
/// to it by compare-and-set until that succeeds, and read it.
class OneKeyCounter {
 public:
  explicit OneKeyCounter(Node& node) : node_(node), store_(seq_kv(node)) {
    node.on("add", [this](const Message& m) { add(m); });
    node.on("read", [this](const Message& m) {
      store_.read_or<std::int64_t>("counter", 0, [this, m](const Outcome<std::int64_t>& total) {
        node_.reply(m, {{"type", "read_ok"}, {"value", total.value.value_or(0)}});
      });
    });
  }

 private:
  void add(const Message& request) {
    const auto delta = request.body.at("delta").get<std::int64_t>();
    store_.read_or<std::int64_t>(
        "counter", 0, [this, request, delta](const Outcome<std::int64_t>& found) {
          const std::int64_t total = found.value.value_or(0);
          store_.cas("counter", total, total + delta, true, [this, request](const RpcResult& set) {
            if (set.ok()) return node_.reply(request, {{"type", "add_ok"}});
            add(request);
          });
        });
  }

  Node& node_;
  Kv store_;
};

AppFactory one_key_counter() {
  return [](Node& node) { return std::make_shared<OneKeyCounter>(node); };
}

/// What a second node reads after five were added at the first, when seq-kv shows the second an
/// old state, as it may whenever that node asks.
Json read_elsewhere(const AppFactory& counter) {
  FakeServices newest, old;
  TestNode writer(counter), reader(counter);
  writer.use(newest);
  reader.use(old);
  writer.init("n0", {"n0", "n1"});
  reader.init("n1", {"n0", "n1"});
  REQUIRE(writer.request(add(5)) == add_ok);
  writer.advance(10s);
  for (const Message& m : writer.sent_to("n1")) reader.deliver(m.src, m.body);
  return reader.request(read_total);
}

struct Cost {
  double messages_per_add;
  Time median_latency;
};

/// What 100 adds a second on three nodes cost, with 10 ms to seq-kv.
Cost under_load(const AppFactory& counter) {
  TestCluster c(3, counter);
  for (const auto& id : c.ids()) c.client_request(id, read_total);
  c.set_link([](const Message&, Random&) { return std::vector<Time>{10ms}; });
  const auto before = c.message_count();
  std::map<std::int64_t, Time> waiting;
  std::vector<Time> latencies;
  constexpr int adds = 300;
  for (int step = 0; step < 60000 && latencies.size() < adds; ++step) {
    if (step % 10 == 0 && step < 10 * adds)
      waiting[c.ask(c.ids()[static_cast<std::size_t>(step / 10) % 3], add(1))] = c.now();
    c.run_for(1ms);
    std::erase_if(waiting, [&](const auto& ask) {
      if (c.reply_to(ask.first) != add_ok) return false;
      latencies.push_back(c.now() - ask.second);
      return true;
    });
  }
  REQUIRE(latencies.size() == adds);
  std::sort(latencies.begin(), latencies.end());
  return {static_cast<double>(c.message_count() - before) / adds, latencies[adds / 2]};
}

}  // namespace

TEST_CASE("where one shared key reads stale, totals that travel read fresh") {
  CHECK(read_elsewhere(one_key_counter()) == read_ok(Json(0)));
  CHECK(read_elsewhere(parse_program(g_counter::program(), {})) == read_ok(5));
}

TEST_CASE("one shared key costs many times the messages and the time of a key a node") {
  const Cost one_key = under_load(one_key_counter());
  const Cost own_key = under_load(parse_program(g_counter::program(), {}));
  CAPTURE(one_key.messages_per_add, own_key.messages_per_add);
  CAPTURE(to_ms(one_key.median_latency), to_ms(own_key.median_latency));
  CHECK(own_key.messages_per_add < 2.5);
  CHECK(own_key.median_latency <= 21ms);
  CHECK(one_key.messages_per_add > 4 * own_key.messages_per_add);
  CHECK(one_key.median_latency > 4 * own_key.median_latency);
}
