#include "glomers/replication/progress.hpp"
#include "tests/catch.hpp"

using namespace glomers;

namespace {

constexpr LogId first_log(0), second_log(3);

std::shared_ptr<const LogSpans> carrying(std::vector<LogSpan> spans) {
  return std::make_shared<const LogSpans>(LogSpans{std::move(spans), {}});
}

}  // namespace

TEST_CASE("a batch starts behind what the peer holds or was sent") {
  Progress progress;
  CHECK(progress.next(first_log) == 0);
  progress.mark_sent(carrying({{first_log, 0, 5}}), 0ms);
  CHECK(progress.next(first_log) == 5);
  CHECK(progress.have(first_log) == 0);
  progress.learn_have(first_log, 8);
  CHECK(progress.next(first_log) == 8);
  progress.learn_have(first_log, 6);  // an older message
  CHECK(progress.have(first_log) == 8);
}

TEST_CASE("a batch is unconfirmed until the peer holds all of it") {
  Progress progress;
  CHECK_FALSE(progress.unconfirmed_since());
  progress.mark_sent(carrying({{first_log, 0, 5}}), 10ms);
  progress.learn_have(first_log, 4);  // a part of a batch: another node had sent it
  CHECK(progress.unconfirmed_since() == 10ms);
  progress.mark_sent(carrying({{first_log, 0, 9}}), 20ms);
  CHECK(progress.unconfirmed_since() == 10ms);
  progress.learn_have(first_log, 5);
  CHECK(progress.unconfirmed_since() == 20ms);  // a moment that no confirmation puts off
  progress.learn_have(first_log, 9);
  CHECK_FALSE(progress.unconfirmed_since());
}

TEST_CASE("progress of one log does not hide that another is overdue") {
  Progress progress;
  progress.mark_sent(carrying({{first_log, 0, 1}}), 10ms);
  progress.mark_sent(carrying({{second_log, 0, 1}}), 20ms);
  progress.learn_have(second_log, 1);
  progress.mark_sent(carrying({{second_log, 0, 2}}), 40ms);
  CHECK(progress.unconfirmed_since() == 10ms);
}

TEST_CASE("a batch is confirmed when all of its logs are") {
  Progress progress;
  progress.mark_sent(carrying({{first_log, 0, 2}, {second_log, 0, 3}}), 10ms);
  progress.mark_sent(carrying({{second_log, 3, 4}}), 20ms);
  progress.learn_have(second_log, 4);  // the later one, and a part of the first
  CHECK(progress.unconfirmed_since() == 10ms);
  progress.learn_have(first_log, 2);
  CHECK_FALSE(progress.unconfirmed_since());
}

TEST_CASE("after a rewind all that is not confirmed is sent again") {
  Progress progress;
  progress.learn_have(first_log, 2);
  progress.mark_sent(carrying({{first_log, 0, 9}}), 10ms);
  progress.sent_version = 7;
  progress.rewind();
  CHECK(progress.next(first_log) == 2);
  CHECK_FALSE(progress.unconfirmed_since());
  CHECK(progress.sent_version == 0);
}
