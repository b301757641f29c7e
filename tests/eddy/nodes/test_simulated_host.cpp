#include <algorithm>
#include <cmath>

#include "tests/catch.hpp"
#include "tests/eddy/nodes/simulated_host.hpp"

namespace eddy {
namespace {

/// A node that answers each `ping`, and sends `tick` every second.
std::shared_ptr<void> install(glomers::Node& node) {
  node.on("ping", [&node](const Message& ping) { node.reply(ping, {{"type", "pong"}}); });
  node.on_init([&node] { node.every(1s, [&node] { node.send("n1", {{"type", "tick"}}); }); });
  return nullptr;
}

struct OneHost {
  explicit OneHost(Latency lateness = {})
      : host(
            loop, glomers::Random(1), install, "n0", {},
            [this](const Message& message) {
              sent.emplace_back(message.body.at("type").get<std::string>(), loop.now());
              if (on_sent) on_sent();
            },
            lateness) {
    host.start();
    deliver({{"type", "init"}, {"msg_id", 1}, {"node_id", "n0"}, {"node_ids", {"n0"}}});
    sent.clear();
  }

  void deliver(const glomers::Json& body) { host.deliver({"c1", "n0", body, {}}); }
  void ping() { deliver({{"type", "ping"}, {"msg_id", 2}}); }

  void run_until(Time end) {
    loop.at(end, [this] { loop.stop(); });
    loop.run();
  }

  using Sent = std::vector<std::pair<std::string, Time>>;

  VirtualLoop loop;
  Sent sent;
  std::function<void()> on_sent;
  SimulatedHost host;
};

TEST_CASE("a simulated node answers at once, and its timers run in virtual time") {
  OneHost f;
  f.ping();
  f.run_until(2500ms);
  CHECK(f.sent == OneHost::Sent{{"pong", 0s}, {"tick", 1s}, {"tick", 2s}});
}

TEST_CASE("timers of a node on a busy machine are late, and what wakes it ends that") {
  OneHost f({300ms, Latency::Distribution::exponential});
  f.run_until(1300s);
  REQUIRE(!f.sent.empty());
  const Time late =
      f.sent.back().second / static_cast<Time::rep>(f.sent.size()) - 1s;  // it moves the next tick
  CHECK(late > 250ms);
  CHECK(late < 350ms);
  f.sent.clear();
  while (f.sent.empty()) f.run_until(f.loop.now() + 1ms);
  const Time last = f.sent.back().second;
  f.sent.clear();
  f.run_until(last + 1s + 1us);
  f.ping();
  f.run_until(last + 1s + 2us);
  CHECK(f.sent == OneHost::Sent{{"pong", last + 1s + 1us}, {"tick", last + 1s + 1us}});
}

TEST_CASE("a paused node does nothing until it goes on, and then all that has waited") {
  OneHost f;
  f.host.pause();
  f.ping();
  f.run_until(2500ms);
  CHECK(f.sent.empty());
  f.host.resume();
  f.run_until(2700ms);
  REQUIRE(!f.sent.empty());
  CHECK(f.sent.front() == std::pair<std::string, Time>("pong", 2500ms));
  CHECK(f.sent.back().first == "tick");
  CHECK(f.sent.back().second == 2500ms);
}

TEST_CASE("a request that waited through a long pause is dropped, as by a process") {
  OneHost f;
  f.host.pause();
  f.ping();
  f.run_until(4500ms);
  f.host.resume();
  f.run_until(4700ms);
  CHECK(f.sent == OneHost::Sent{{"tick", 4500ms}});
  f.ping();
  CHECK(f.sent.back().first == "pong");
}

TEST_CASE("a message that the library would not read of its input is skipped") {
  OneHost f;
  for (const glomers::Json& body : {glomers::Json{{"type", "ping"}, {"msg_id", "2"}},
                                    glomers::Json{{"type", "ping"}, {"in_reply_to", 1.5}},
                                    glomers::Json{{"msg_id", 2}}, glomers::Json("ping")})
    f.deliver(body);
  CHECK(f.sent.empty());
  CHECK(f.host.last_log_lines().size() == 4);
  f.ping();
  CHECK(f.sent.size() == 1);
}

TEST_CASE("a dead node does nothing, and a fresh one knows nothing") {
  OneHost f;
  f.host.kill();
  f.ping();
  f.run_until(2500ms);
  CHECK(f.sent.empty());
  f.host.start();
  f.ping();
  f.run_until(5s);
  CHECK(f.sent == OneHost::Sent{{"error", 2500ms}});  // it waits for init
}

TEST_CASE("a node that is started again finds its wall clock elsewhere, and not its own clock") {
  std::vector<Time> wall_clocks;
  const auto note_clock = [&](glomers::Node& node) {
    node.on_init([&] { wall_clocks.push_back(node.wall_clock() - node.now()); });
    return std::shared_ptr<void>();
  };
  VirtualLoop loop;
  SimulatedHost host(loop, glomers::Random(1), note_clock, "n0", {}, [](const Message&) {});
  for (int start = 0; start < 20; ++start) {
    host.start();
    const glomers::Json body = {
        {"type", "init"}, {"msg_id", 1}, {"node_id", "n0"}, {"node_ids", {"n0"}}};
    host.deliver({"c1", "n0", body, {}});
    host.kill();
  }
  const Time first = wall_clocks.at(0);
  const auto [earliest, latest] = std::minmax_element(wall_clocks.begin(), wall_clocks.end());
  CHECK(*earliest < first - 5s);
  CHECK(*latest > first + 5s);
  CHECK(*earliest >= first - 10s);
  CHECK(*latest <= first + 10s);
}

TEST_CASE("a skewed clock, whose times are rounded, never goes back for the node") {
  OneHost f;
  f.on_sent = [&] {  // at the same instant as the tick
    if (f.sent.back().first == "tick") f.loop.at(f.loop.now(), [&] { f.ping(); });
  };
  for (int i = 0; i < 100; ++i) {
    f.host.set_clock_rate(0.9 + 0.002 * i);
    f.run_until(f.loop.now() + 3s);
  }
  CHECK(f.sent.size() > 500);
}

TEST_CASE("a skewed clock moves the timers, and goes on from where it was") {
  OneHost f;
  f.host.set_clock_rate(2);
  f.run_until(1100ms);
  f.host.set_clock_rate(1);
  f.run_until(1950ms);
  REQUIRE(f.sent.size() == 3);
  const double expected_ms[] = {500, 1000, 1900};
  for (std::size_t i = 0; i < 3; ++i)
    CHECK(std::abs(glomers::to_ms(f.sent[i].second) - expected_ms[i]) < 0.001);
}

}  // namespace
}  // namespace eddy
