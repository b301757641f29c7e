#include <map>

#include "tests/catch.hpp"
#include "tests/eddy/net/network.hpp"

namespace eddy {
namespace {

/// Two nodes, a service and a client on a network in virtual time.
struct FiveEnds {
  explicit FiveEnds(Network::Options options = {}) : network(loop, Random(1), options) {
    for (const char* id : {"n0", "n1", "n2"}) add(id, Network::Role::node);
    add("svc", Network::Role::service);
    add("c1", Network::Role::client);
  }

  void add(const std::string& id, Network::Role role) {
    network.add(id, role, [this](const Message& message) {
      received.push_back({message.body.at("type").get<std::string>(), loop.now()});
    });
  }

  void send(const std::string& src, const std::string& dest, const std::string& type) {
    network.send({src, dest, {{"type", type}}, {}});
  }

  void run_until(Time end) {
    loop.at(end, [this] { loop.stop(); });
    loop.run();
  }

  struct Received {
    std::string type;
    Time time;
    bool operator==(const Received&) const = default;
  };

  VirtualLoop loop;
  Network network;
  std::vector<Received> received;
};

Network::Options with_latency(Time mean, Latency::Distribution distribution,
                              Network::Delivery delivery = Network::Delivery::ideal) {
  return {{mean, distribution}, delivery, Time(0)};
}

const auto constant = Latency::Distribution::constant;

TEST_CASE("a message between nodes takes the latency, a client's none") {
  FiveEnds f(with_latency(100ms, constant));
  f.send("n0", "n1", "a");
  f.send("c1", "n2", "b");
  f.send("n2", "svc", "c");
  f.run_until(1s);
  REQUIRE(f.received == std::vector<FiveEnds::Received>{{"b", 0ms}, {"a", 100ms}, {"c", 100ms}});
}

TEST_CASE("a late receiver takes all at once that came while it slept") {
  Network::Options options = with_latency(100ms, constant);
  options.lateness = {5ms, Latency::Distribution::exponential};
  FiveEnds f(options);
  for (const char* type : {"a", "b", "c"}) f.send("n0", "n1", type);
  f.send("n0", "n2", "d");
  f.run_until(1s);
  REQUIRE(f.received.size() == 4);
  std::map<std::string, Time> times;
  for (const auto& [type, time] : f.received) times[type] = time;
  CHECK(times["a"] > 100ms);
  CHECK(times["b"] == times["a"]);
  CHECK(times["c"] == times["a"]);
  CHECK(times["d"] != times["a"]);
}

TEST_CASE("with head-of-line blocking a receiver waits for the message that it took") {
  const auto client_gets_through_at = [](Network::Delivery delivery) {
    FiveEnds f(with_latency(100ms, constant, delivery));
    f.send("n0", "n1", "slow");
    f.loop.at(30ms, [&] { f.send("c1", "n1", "fast"); });
    f.run_until(1s);
    REQUIRE(f.received.size() == 2);
    return f.received[f.received[0].type == "fast" ? 0 : 1].time;
  };
  CHECK(client_gets_through_at(Network::Delivery::head_of_line) == 100ms);
  CHECK(client_gets_through_at(Network::Delivery::ideal) == 30ms);
}

TEST_CASE("ideal delivery goes by the due times of what has arrived since") {
  FiveEnds f(with_latency(100ms, constant));
  f.send("n0", "n1", "first");
  f.network.faults().slow_links.insert({"n2", "n1"});
  f.send("n2", "n1", "last");
  f.loop.at(50ms, [&] { f.send("n0", "n1", "second"); });
  f.run_until(5s);
  REQUIRE(f.received ==
          std::vector<FiveEnds::Received>{{"first", 100ms}, {"second", 150ms}, {"last", 1000ms}});
}

TEST_CASE("latencies have the mean that was asked for") {
  using D = Latency::Distribution;
  for (const D distribution : {D::constant, D::uniform, D::exponential}) {
    const Latency latency = {100ms, distribution};
    Random random(7);
    double sum_ms = 0;
    double longest_ms = 0;
    const int draws = 20000;
    for (int i = 0; i < draws; ++i) {
      const double ms = glomers::to_ms(latency.draw(random));
      REQUIRE(ms >= 0);
      sum_ms += ms;
      longest_ms = std::max(longest_ms, ms);
    }
    INFO(to_string(distribution));
    CHECK(sum_ms / draws > 97);
    CHECK(sum_ms / draws < 103);
    if (distribution == D::constant) CHECK(longest_ms == 100);
    if (distribution == D::uniform) CHECK((longest_ms > 195 && longest_ms <= 200));
    if (distribution == D::exponential) CHECK(longest_ms > 500);
    CHECK(distribution_from(to_string(distribution)) == distribution);
  }
  CHECK_THROWS_AS(distribution_from("normal"), std::invalid_argument);
}

TEST_CASE("a partition drops what is taken while it lasts, clients and services excepted") {
  FiveEnds f(with_latency(100ms, constant));
  f.network.faults().add_cut({{"n0", "n1"}, {"svc", "n1"}, {"c1", "n1"}});
  f.send("n0", "n1", "cut");
  f.send("n1", "n0", "other way");
  f.send("svc", "n1", "service");
  f.send("c1", "n1", "client");
  f.run_until(1s);
  REQUIRE(f.received.size() == 3);
  for (const auto& each : f.received) CHECK(each.type != "cut");
}

TEST_CASE("with head-of-line blocking the partition is looked up before the wait") {
  FiveEnds f(with_latency(100ms, constant, Network::Delivery::head_of_line));
  f.send("n0", "n1", "taken at once");
  f.loop.at(50ms, [&] {
    f.network.faults().add_cut({{"n0", "n1"}});
    f.send("n0", "n1", "taken during the partition");
  });
  f.run_until(1s);
  REQUIRE(f.received == std::vector<FiveEnds::Received>{{"taken at once", 100ms}});
}

TEST_CASE("two cuts of one link end one by one") {
  LinkFaults faults;
  faults.add_cut({{"a", "b"}});
  faults.add_cut({{"a", "b"}, {"b", "a"}});
  faults.remove_cut({{"a", "b"}});
  CHECK(faults.is_cut("a", "b"));
  faults.remove_cut({{"a", "b"}, {"b", "a"}});
  CHECK(!faults.is_cut("a", "b"));
  CHECK(!faults.is_cut("b", "a"));
}

TEST_CASE("loss and duplication come as often as asked for, and only between servers") {
  FiveEnds f;
  f.network.faults().loss = 0.25;
  const int count = 4000;
  for (int i = 0; i < count; ++i) f.send("n0", "n1", "lossy");
  for (int i = 0; i < count; ++i) f.send("c1", "n1", "sure");
  f.network.faults().loss = 0;
  f.network.faults().duplicate = 0.25;
  for (int i = 0; i < count; ++i) f.send("n0", "n1", "doubled");
  for (int i = 0; i < count; ++i) f.send("n0", "svc", "once");
  f.run_until(1s);
  const auto received = [&](const char* type) {
    return std::count_if(f.received.begin(), f.received.end(),
                         [&](const auto& each) { return each.type == type; });
  };
  CHECK(received("sure") == count);
  CHECK(received("once") == count);
  CHECK(received("lossy") > 0.72 * count);
  CHECK(received("lossy") < 0.78 * count);
  CHECK(received("doubled") > 1.22 * count);
  CHECK(received("doubled") < 1.28 * count);
}

TEST_CASE("latency spikes reorder messages") {
  FiveEnds f(with_latency(10ms, constant));
  f.network.faults().spike = 0.5;
  for (int i = 0; i < 100; ++i) f.send("n0", "n1", std::to_string(i));
  f.run_until(5s);
  REQUIRE(f.received.size() == 100);
  bool reordered = false;
  for (std::size_t i = 1; i < f.received.size(); ++i)
    reordered = reordered || std::stoi(f.received[i].type) < std::stoi(f.received[i - 1].type);
  CHECK(reordered);
}

TEST_CASE("a slow node's links take ten times as long") {
  FiveEnds f(with_latency(10ms, constant));
  f.network.faults().slow_nodes.insert("n1");
  f.send("n0", "n1", "slow");
  f.send("n0", "n2", "fast");
  f.run_until(1s);
  REQUIRE(f.received == std::vector<FiveEnds::Received>{{"fast", 10ms}, {"slow", 100ms}});
}

TEST_CASE("traffic is counted for clients and servers apart") {
  FiveEnds f;
  f.network.faults().add_cut({{"n0", "n1"}});
  f.send("n0", "n1", "lost");
  f.send("n0", "n2", "x");
  f.send("n0", "svc", "x");
  f.send("c1", "n0", "x");
  f.run_until(1s);
  const Json net = f.network.traffic().to_json(2);
  CHECK(net["servers"]["send-count"] == 3);
  CHECK(net["servers"]["recv-count"] == 2);
  CHECK(net["servers"]["msgs-per-op"] == 1.5);
  CHECK(net["clients"]["msg-count"] == 1);
  CHECK(net["all"]["msg-count"] == 4);
  CHECK(net["all"]["msgs-per-op"] == 2.0);
  const std::string line = R"({"src":"c1","dest":"n0","body":{"type":"x"}})";
  CHECK(net["clients"]["bytes"] == line.size() + 1);
  CHECK(!f.network.traffic().to_json(0)["all"].contains("msgs-per-op"));
}

TEST_CASE("nobody can be written to who never was; who has gone gets nothing") {
  FiveEnds f;
  CHECK_THROWS_AS(f.send("n0", "n9", "x"), UnknownDestination);
  f.network.remove("c1");
  f.send("n0", "c1", "late");
  f.run_until(1s);
  CHECK(f.received.empty());
}

TEST_CASE("an observer sees each message sent, received and lost") {
  FiveEnds f;
  f.network.faults().add_cut({{"n0", "n1"}});
  std::vector<std::pair<NetworkEvent::Kind, std::uint64_t>> seen;
  f.network.observe([&](const NetworkEvent& e) { seen.emplace_back(e.kind, e.message_id); });
  f.send("n0", "n1", "x");
  f.send("n0", "n2", "x");
  f.run_until(1s);
  using K = NetworkEvent::Kind;
  REQUIRE(seen == std::vector<std::pair<K, std::uint64_t>>{
                      {K::sent, 0}, {K::lost, 0}, {K::sent, 1}, {K::received, 1}});
}

TEST_CASE("virtual time runs callbacks in the order of time, then of setting") {
  VirtualLoop loop;
  std::string order;
  loop.at(2s, [&] { order += 'c'; });
  loop.at(1s, [&] { order += 'a'; });
  loop.at(1s, [&] { order += 'b'; });
  const TimerId cancelled = loop.at(1s, [&] { order += 'x'; });
  loop.cancel(cancelled);
  loop.at(3s, [&] { loop.stop(); });
  loop.run();
  CHECK(order == "abc");
  CHECK(loop.now() == 3s);
  CHECK_THROWS_AS(loop.run(), std::logic_error);
}

}  // namespace
}  // namespace eddy
