#include <algorithm>

#include "tests/catch.hpp"
#include "tests/eddy/nodes/cluster.hpp"
#include "tests/text.hpp"

namespace eddy {
namespace {

/// A node that answers init if told to, and notes what it gets.
class FakeHost : public NodeHost {
 public:
  FakeHost(std::string id, bool answers, OnMessage on_message, std::vector<std::string>& log)
      : id_(std::move(id)), answers_(answers), on_message_(std::move(on_message)), log_(log) {}

  void start() override { log_.push_back(id_ + " start"); }
  void kill() override { log_.push_back(id_ + " kill"); }
  void pause() override { log_.push_back(id_ + " pause"); }
  void resume() override { log_.push_back(id_ + " resume"); }
  void set_clock_rate(double) override {}
  void deliver(const Message& message) override {
    log_.push_back(id_ + " gets " + message.body.at("type").get<std::string>());
    if (message.body.at("type") == "init" && answers_)
      on_message_({id_, message.src, {{"type", "init_ok"}, {"in_reply_to", 1}}, {}});
  }
  std::deque<std::string> last_log_lines() const override { return {"its last words"}; }
  bool has_read_all() const override { return has_read; }
  std::string unfinished_line() const override { return unfinished; }

  bool has_read = true;
  std::string unfinished;

  /// As if the node sent it.
  void say(const Message& message) { on_message_(message); }

 private:
  std::string id_;
  bool answers_;
  OnMessage on_message_;
  std::vector<std::string>& log_;
};

struct TwoHosts {
  explicit TwoHosts(bool n1_answers = true, Network::Options options = {})
      : network(loop, Random(1), options),
        cluster(loop, network, {"n0", "n1"}, [&](const std::string& id, NodeHost::OnMessage send) {
          auto host = std::make_unique<FakeHost>(id, id == "n0" || n1_answers, send, log);
          hosts[id] = host.get();
          return host;
        }) {}

  void run_for(Time span) {
    loop.after(span, [this] { loop.stop(); });
    loop.run();
  }

  /// The report of the failure that running on ends in.
  std::string failure() {
    try {
      run_for(60s);
    } catch (const NodeFailure& failure) {
      return failure.what();
    }
    return "";
  }

  VirtualLoop loop;
  Network network;
  std::vector<std::string> log;
  std::map<std::string, FakeHost*> hosts;
  Cluster cluster;
  bool ready = false;
};

TEST_CASE("a cluster is ready when all nodes have answered init") {
  TwoHosts f;
  f.cluster.start([&] { f.ready = true; });
  CHECK(!f.ready);
  f.run_for(1s);
  CHECK(f.ready);
}

TEST_CASE("a node that does not answer init within ten seconds is named") {
  TwoHosts f(false);
  f.cluster.start([&] { f.ready = true; });
  const std::string failure = f.failure();
  CHECK(contains(failure, "node n1 did not answer init within 10 s"));
  CHECK(contains(failure, "does it flush"));
  CHECK(contains(failure, "its last words"));
  CHECK(f.loop.now() == 10s);
  CHECK(!f.ready);
}

TEST_CASE("a node that has not read init is not suspected of not flushing") {
  TwoHosts f(false);
  f.hosts["n1"]->has_read = false;
  f.cluster.start([] {});
  const std::string failure = f.failure();
  CHECK(contains(failure, "it has not even read it from its standard input"));
  CHECK(!contains(failure, "flush"));
}

TEST_CASE("an answer to init that does not name it is passed over, and shown in the end") {
  TwoHosts f(false);
  f.cluster.start([] {});
  f.loop.at(1s, [&] {
    f.hosts["n1"]->say({"n1", "c0", {{"type", "init_ok"}, {"in_reply_to", "1"}}, {}});
  });
  const std::string failure = f.failure();
  CHECK(contains(failure, "in_reply_to must be 1"));
  CHECK(contains(failure, R"("in_reply_to":"1")"));
  CHECK(f.loop.now() == 10s);
}

TEST_CASE("an answer to init that the node gives in time is in time, though it arrives later") {
  Network::Options slow;
  slow.longest_handover = 1s;
  TwoHosts f(false, slow);
  f.cluster.start([&] { f.ready = true; });
  f.loop.at(10s - Time(1), [&] {
    f.hosts["n1"]->say({"n1", "c0", {{"type", "init_ok"}, {"in_reply_to", 1}}, {}});
  });
  CHECK(f.failure() == "");
  CHECK(f.ready);
}

TEST_CASE("a message from or to nobody is a failure that shows the line") {
  TwoHosts f;
  f.cluster.start([] {});
  f.run_for(1s);
  const auto failure_of = [&](const Message& message) -> std::string {
    try {
      f.hosts["n1"]->say(message);
    } catch (const NodeFailure& failure) {
      return failure.what();
    }
    return "";
  };
  const std::string to_nobody = failure_of({"n1", "n7", {{"type", "hello"}}, {}});
  CHECK(contains(to_nobody, "node n1 sent a message to nobody: there is no 'n7'"));
  CHECK(contains(to_nobody, R"("type":"hello")"));
  CHECK(contains(failure_of({"n7", "n1", {{"type", "hello"}}, {}}),
                 "node n1 sent a message in the name of nobody: there is no 'n7'"));
  CHECK(failure_of({"n1", "n0", {{"type", "hello"}}, {}}).empty());
  CHECK(f.cluster.borrowed_names().empty());
}

TEST_CASE("a node may speak in the name of whoever is in the network, which is noted") {
  TwoHosts f;
  f.cluster.start([] {});
  f.run_for(1s);
  std::vector<std::string> heard;
  f.network.add("c1", Network::Role::client, [&](const Message& m) { heard.push_back(m.src); });
  f.hosts["n1"]->say({"c1", "n0", {{"type", "passed on"}}, {}});
  f.hosts["n1"]->say({"n0", "c1", {{"type", "answer"}}, {}});
  f.run_for(1s);
  CHECK(f.log.back() == "n0 gets passed on");
  CHECK(heard == std::vector<std::string>{"n0"});
  REQUIRE(f.cluster.borrowed_names().size() == 1);
  const BorrowedNames& borrowed = f.cluster.borrowed_names().at("n1");
  CHECK(borrowed.count == 2);
  CHECK(borrowed.first.src == "c1");
  CHECK(borrowed.time == 1s);
}

TEST_CASE("a node that speaks in the name of a client who has left is not heard either") {
  TwoHosts f;
  f.cluster.start([] {});
  f.run_for(1s);
  f.network.add("c1", Network::Role::client, [](const Message&) {});
  f.network.remove("c1");
  f.hosts["n1"]->say({"c1", "n0", {{"type", "passed on"}}, {}});
  f.hosts["n1"]->say({"n1", "n0", {{"type", "hello"}}, {}});
  f.run_for(1s);
  CHECK(f.log.back() == "n1 gets init");
  REQUIRE(f.cluster.late_answers().size() == 1);
  CHECK(f.cluster.late_answers().front().client == "c1");
}

TEST_CASE("a line of init_ok without its end is shown") {
  TwoHosts f(false);
  f.hosts["n1"]->unfinished = R"({"src":"n1"})";
  f.cluster.start([&] { f.ready = true; });
  const std::string failure = f.failure();
  CHECK(contains(failure, "it wrote 12 bytes without a newline"));
  CHECK(contains(failure, R"(the line: {"src":"n1"})"));
}

TEST_CASE("a node that answers a client who has left is not heard until it is started again") {
  TwoHosts f;
  f.cluster.start([] {});
  int heard = 0;
  const auto hear = [&](const Message&) { ++heard; };
  f.network.add("c1", Network::Role::client, hear);
  f.network.add("c2", Network::Role::client, hear);
  const auto say_to = [&](const std::string& client) {
    f.hosts["n1"]->say({"n1", client, {{"type", "echo_ok"}, {"in_reply_to", 1}}, {}});
    f.run_for(1s);
  };
  f.run_for(1s);
  say_to("c1");
  CHECK(heard == 1);
  f.network.remove("c1");
  f.run_for(2s);
  CHECK(f.cluster.late_answers().empty());
  say_to("c1");
  say_to("c1");
  say_to("c2");
  CHECK(heard == 1);
  REQUIRE(f.cluster.late_answers().size() == 1);
  const LateAnswer& answer = f.cluster.late_answers().front();
  CHECK(answer.node == "n1");
  CHECK(answer.message.dest == "c1");
  CHECK(answer.time == 4s);
  CHECK(answer.late == 2s);
  f.cluster.kill("n1");
  f.cluster.restart("n1");
  f.run_for(1s);
  say_to("c2");
  CHECK(heard == 2);
}

TEST_CASE(
    "a node is given what comes for it before it has answered init, also when it starts again") {
  TwoHosts f(false);
  f.network.add("seq-kv", Network::Role::service, [](const Message&) {});
  const auto answer_after = [&](Time delay) {
    f.loop.after(delay, [&] { f.network.send({"seq-kv", "n1", {{"type", "write_ok"}}, {}}); });
    f.run_for(delay + 1ms);
  };
  f.cluster.start([&] { f.ready = true; });
  answer_after(1s);
  CHECK(f.log.back() == "n1 gets write_ok");
  CHECK(!f.ready);
  f.hosts["n1"]->say({"n1", "c0", {{"type", "init_ok"}, {"in_reply_to", 1}}, {}});
  f.run_for(1ms);
  CHECK(f.ready);
  f.cluster.kill("n1");
  f.cluster.restart("n1");
  f.log.clear();
  answer_after(1s);
  CHECK(f.log == std::vector<std::string>{"n1 gets init", "n1 gets write_ok"});
}

TEST_CASE("what comes before init waits; what comes for a dead node is lost") {
  TwoHosts f;
  const auto send = [&](const char* type) {
    f.network.send({"n0", "n1", {{"type", type}}, {}});
    f.run_for(1s);
  };
  std::vector<std::string> lost;
  f.network.observe([&](const NetworkEvent& event) {
    if (event.kind == NetworkEvent::Kind::lost)
      lost.push_back(event.message.body.at("type").as_string());
  });
  f.network.send({"n0", "n1", {{"type", "early"}}, {}});
  f.cluster.start([] {});
  f.run_for(1s);
  f.cluster.kill("n1");
  send("while dead");
  f.cluster.restart("n1");
  send("after restart");
  f.cluster.restart("n1");  // it lives: nothing happens
  const std::vector<std::string> of_n1 = [&] {
    std::vector<std::string> lines;
    for (const std::string& line : f.log)
      if (line.rfind("n1", 0) == 0) lines.push_back(line);
    return lines;
  }();
  CHECK(of_n1 == std::vector<std::string>{"n1 start", "n1 gets init", "n1 gets early", "n1 kill",
                                          "n1 start", "n1 gets init", "n1 gets after restart"});
  CHECK(lost == std::vector<std::string>{"while dead"});
  CHECK(f.network.traffic().servers.sent == 3);
  CHECK(f.network.traffic().servers.received == 2);
}

TEST_CASE("a node that is paused has time for init after it") {
  TwoHosts f(false);
  f.cluster.start([] {});
  f.loop.at(5s, [&] { f.cluster.pause("n1"); });
  f.loop.at(40s, [&] { f.cluster.resume("n1"); });
  CHECK(contains(f.failure(), "did not answer init"));
  CHECK(f.loop.now() == 50s);
}

TEST_CASE("pausing a dead node changes nothing, and it starts like any other") {
  TwoHosts f;
  f.cluster.start([] {});
  f.run_for(1s);
  f.cluster.kill("n1");
  f.cluster.pause("n1");
  f.cluster.restart("n1");
  f.cluster.resume("n1");
  CHECK(f.failure().empty());
}

}  // namespace
}  // namespace eddy
