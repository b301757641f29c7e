#include "glomers/replication/peer.hpp"
#include "tests/catch.hpp"

using namespace glomers;

namespace {

constexpr Origin first_log = 0, second_log = 3;

std::shared_ptr<const LogSpans> carrying(std::vector<LogSpan> spans) {
  return std::make_shared<const LogSpans>(LogSpans{std::move(spans), {}});
}

}  // namespace

TEST_CASE("a batch starts behind what the peer holds or was sent") {
  Peer peer("n1");
  CHECK(peer.next(first_log) == 0);
  peer.mark_sent(carrying({{first_log, 0, 5}}), 0ms);
  CHECK(peer.next(first_log) == 5);
  CHECK(peer.have(first_log) == 0);
  peer.learn_have(first_log, 8);
  CHECK(peer.next(first_log) == 8);
  peer.learn_have(first_log, 6);  // an older message
  CHECK(peer.have(first_log) == 8);
}

TEST_CASE("a peer is waited for until it confirms all that it was sent") {
  Peer peer("n1");
  CHECK_FALSE(peer.waiting_since());
  peer.mark_sent(carrying({{first_log, 0, 5}}), 10ms);
  peer.learn_have(first_log, 4);  // a part of a batch: another node had sent it
  CHECK(peer.waiting_since() == 10ms);
  peer.mark_sent(carrying({{first_log, 0, 9}}), 20ms);
  CHECK(peer.waiting_since() == 10ms);
  peer.learn_have(first_log, 5);
  CHECK(peer.waiting_since() == 20ms);  // a moment that no confirmation puts off
  peer.learn_have(first_log, 9);
  CHECK_FALSE(peer.waiting_since());
}

TEST_CASE("progress of one log does not hide that another is overdue") {
  Peer peer("n1");
  peer.mark_sent(carrying({{first_log, 0, 1}}), 10ms);
  peer.mark_sent(carrying({{second_log, 0, 1}}), 20ms);
  peer.learn_have(second_log, 1);
  peer.mark_sent(carrying({{second_log, 0, 2}}), 40ms);
  CHECK(peer.waiting_since() == 10ms);
}

TEST_CASE("a batch is confirmed when all of its logs are") {
  Peer peer("n1");
  peer.mark_sent(carrying({{first_log, 0, 2}, {second_log, 0, 3}}), 10ms);
  peer.mark_sent(carrying({{second_log, 3, 4}}), 20ms);
  peer.learn_have(second_log, 4);  // the later one, and a part of the first
  CHECK(peer.waiting_since() == 10ms);
  peer.learn_have(first_log, 2);
  CHECK_FALSE(peer.waiting_since());
}

TEST_CASE("an answer that was asked for is waited for like a batch") {
  Peer peer("n1");
  peer.asked_since = 15ms;
  CHECK(peer.waiting_since() == 15ms);
  peer.mark_sent(carrying({{first_log, 0, 1}}), 10ms);
  CHECK(peer.waiting_since() == 10ms);
  peer.learn_have(first_log, 1);
  CHECK(peer.waiting_since() == 15ms);
}

TEST_CASE("after a rewind all that is not confirmed is sent again") {
  Peer peer("n1");
  peer.learn_have(first_log, 2);
  peer.mark_sent(carrying({{first_log, 0, 9}}), 10ms);
  peer.told = 7;
  peer.rewind();
  CHECK(peer.next(first_log) == 2);
  CHECK_FALSE(peer.waiting_since());
  CHECK(peer.told == 0);
}
