#include "glomers/replication/peer.hpp"
#include "tests/catch.hpp"

using namespace glomers;

namespace {

constexpr LogId some_log(0);
constexpr NodeIndex n1(1);
using Condition = Peer::Condition;

/// The peer is sent a batch with the log's first entries.
void send_batch(Peer& peer, std::uint64_t length, Time now) {
  peer.progress.mark_sent(std::make_shared<const LogSpans>(LogSpans{{{some_log, 0, length}}, {}}),
                          now);
}

}  // namespace

TEST_CASE("a batch makes a peer awaited, and its confirmation quiet") {
  Peer peer(n1, "n1");
  CHECK(peer.condition() == Condition::quiet);
  send_batch(peer, 5, 10ms);
  CHECK(peer.condition() == Condition::awaited);
  peer.progress.learn_have(some_log, 4);
  CHECK(peer.condition() == Condition::awaited);
  peer.progress.learn_have(some_log, 5);
  CHECK(peer.condition() == Condition::quiet);
}

TEST_CASE("an answer that was asked for is waited for like a batch") {
  Peer peer(n1, "n1");
  peer.ask(15ms);
  CHECK(peer.waiting_since() == 15ms);
  send_batch(peer, 1, 10ms);
  CHECK(peer.waiting_since() == 10ms);
  peer.progress.learn_have(some_log, 1);
  CHECK(peer.waiting_since() == 15ms);
  CHECK_FALSE(peer.clear_suspicion());  // there was none
  CHECK(peer.condition() == Condition::quiet);
}

TEST_CASE("a suspect is probed at once, and when it answers all is sent to it anew") {
  Peer peer(n1, "n1");
  send_batch(peer, 5, 10ms);
  peer.suspect(100ms);
  CHECK(peer.condition() == Condition::suspect);
  CHECK(peer.next_probe() == 100ms);
  send_batch(peer, 5, 200ms);  // in answer to its digest
  CHECK(peer.condition() == Condition::suspect);
  CHECK(peer.clear_suspicion());
  CHECK(peer.condition() == Condition::quiet);
  CHECK(peer.progress.next(some_log) == 0);
}

TEST_CASE("of another incarnation nothing is known") {
  Logs logs({"n0", "n1"});
  Peer peer(n1, "n1");
  CHECK_FALSE(peer.note_incarnation("a", logs));
  CHECK_FALSE(peer.note_incarnation("a", logs));
  peer.progress.learn_have(some_log, 3);
  peer.note_knows_us();
  peer.suspect(100ms);
  CHECK(peer.note_incarnation("b", logs));
  CHECK(logs.name(*peer.log()) == "n1.b");
  CHECK(peer.condition() == Condition::quiet);
  CHECK(peer.progress.have(some_log) == 0);
  CHECK_FALSE(peer.knows_us());
}

TEST_CASE("a time stamp is echoed once, with how long it was held") {
  Peer peer(n1, "n1");
  CHECK_FALSE(peer.take_echo(1ms));
  peer.note_message(77, 1ms);
  CHECK(peer.take_echo(3ms) == std::vector<std::int64_t>{77, 2000});
  CHECK_FALSE(peer.take_echo(4ms));
}
