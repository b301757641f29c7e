#include "tests/catch.hpp"
#include "tests/eddy/workloads/kinds.hpp"
#include "tests/eddy/workloads/ok_op.hpp"
#include "tests/eddy/workloads/workload.hpp"

using eddy::Json;
using eddy::make_workload;
using eddy::ok_op;
using eddy::Op;
using eddy::OpType;
using eddy::Time;
using glomers::Random;
using glomers::operator""ms;
using glomers::operator""s;

namespace {

constexpr std::int64_t threads = 3;

std::unique_ptr<eddy::Workload> make_kafka() {
  return make_workload("kafka", {.nodes = {"n0"}, .concurrency = threads});
}

/// Takes a thread past its crash, its assign and its first poll.
void skip_to_polls(eddy::Workload& workload, int thread, Random& random) {
  for (const char* f : {"crash", "assign", "poll"}) {
    const auto step = workload.next_final(thread, random);
    REQUIRE(step.has_value());
    REQUIRE(step->invocation.f == f);
  }
}

}  // namespace

TEST_CASE("a final phase crashes, assigns all keys from the beginning, and polls at once") {
  const auto workload = make_kafka();
  Random random(1);
  workload->observe(ok_op("send", R"([["send","10",[4,1]]])"));
  workload->observe(ok_op("poll", R"([["poll",{"9":[[0,1]]}]])"));
  CHECK(workload->has_final_phase());
  CHECK(workload->final_time_limit() == 10s);

  const auto crash = workload->next_final(0, random);
  REQUIRE(crash.has_value());
  CHECK(crash->invocation.f == "crash");
  CHECK(crash->invocation.value.is_null());
  const auto assign = workload->next_final(0, random);
  REQUIRE(assign.has_value());
  CHECK(assign->invocation.f == "assign");
  CHECK(assign->invocation.value == Json({"9", "10"}));
  CHECK(assign->invocation.seek_to_beginning);
  const auto poll = workload->next_final(0, random);
  REQUIRE(poll.has_value());
  CHECK(poll->invocation.f == "poll");
  CHECK(poll->invocation.value == Json::parse(R"([["poll"]])"));
  CHECK(poll->pause == 0s);
}

TEST_CASE("further polls come a fifth of a second apart on average") {
  const auto workload = make_kafka();
  Random random(2);
  workload->observe(ok_op("send", R"([["send","9",[4,1]]])"));
  skip_to_polls(*workload, 0, random);
  Time sum = 0s;
  for (int i = 0; i < 1000; ++i) {
    const auto step = workload->next_final(0, random);
    REQUIRE(step.has_value());
    REQUIRE(step->invocation.f == "poll");
    REQUIRE(step->pause >= 0ms);
    REQUIRE(step->pause < 400ms);
    sum += step->pause;
  }
  CHECK(sum / 1000 > 185ms);
  CHECK(sum / 1000 < 215ms);
}

TEST_CASE("a thread is done once its own polls have reached every target") {
  const auto workload = make_kafka();
  Random random(3);
  workload->observe(ok_op("send", R"([["send","9",[4,1]]])"));
  workload->observe(ok_op("send", R"([["send","10",[7,1]]])"));
  for (int thread = 0; thread < threads; ++thread) skip_to_polls(*workload, thread, random);

  // Process 4 belongs to thread 1.
  workload->observe(ok_op("poll", R"([["poll",{"9":[[3,9],[4,1]]}]])", 4));
  CHECK(workload->next_final(1, random).has_value());
  workload->observe(ok_op("poll", R"([["poll",{"10":[[6,2]]}]])", 4));
  CHECK(workload->next_final(1, random).has_value());
  workload->observe(ok_op("poll", R"([["poll",{"10":[[7,1]],"11":[[0,1]]}]])", 4));
  CHECK(!workload->next_final(1, random));
  CHECK(workload->next_final(0, random).has_value());
  CHECK(workload->next_final(2, random).has_value());
}

TEST_CASE("polls that are not ok do not count") {
  const auto workload = make_kafka();
  Random random(4);
  workload->observe(ok_op("send", R"([["send","9",[4,1]]])"));
  skip_to_polls(*workload, 0, random);
  Op poll = ok_op("poll", R"([["poll",{"9":[[4,1]]}]])");
  poll.type = OpType::fail;
  workload->observe(poll);
  CHECK(workload->next_final(0, random).has_value());
}

TEST_CASE("there is no final phase where nothing was sent or polled") {
  const auto workload = make_kafka();
  Random random(5);
  Op send = ok_op("send", R"([["send","9",1]])");
  send.type = OpType::info;
  workload->observe(send);
  workload->observe(ok_op("assign", R"(["9"])"));
  CHECK(!workload->next_final(0, random));
}
