#include "tests/eddy/workloads/fake_port.hpp"
#include "tests/eddy/workloads/kafka/kafka_client.hpp"

using eddy::Completion;
using eddy::FakePort;
using eddy::Invocation;
using eddy::Json;
using eddy::KafkaClient;
using eddy::OpType;
using eddy::poll_invocation;
using glomers::ErrorCode;

namespace {

const Json commit_ok = {{"type", "commit_offsets_ok"}};

Json poll_ok(const char* messages) {
  return {{"type", "poll_ok"}, {"msgs", Json::parse(messages)}};
}

void assign(KafkaClient& client, const Json& keys, const char* committed) {
  FakePort port;
  port.reply({{"type", "list_committed_offsets_ok"}, {"offsets", Json::parse(committed)}});
  REQUIRE(run(client, port, {"assign", keys}).type == OpType::ok);
}

/// The offsets that the client's next poll asks for.
Json polled_from(KafkaClient& client) {
  FakePort port;
  port.reply(poll_ok("{}"));
  run(client, port, poll_invocation());
  return port.requests.at(0)["offsets"];
}

}  // namespace

/// A client that polls key 7 from offset 12.
void move_to_12(KafkaClient& client) {
  FakePort port;
  port.reply(poll_ok(R"({"7":[[11,1]]})"));
  port.reply(commit_ok);
  run(client, port, poll_invocation());
}

TEST_CASE("a key that comes and was not asked for is told, and asked for from then on") {
  KafkaClient client;
  assign(client, {"k"}, "{}");
  for (const Json& told : {Json({"j"}), Json()}) {
    FakePort port;
    port.reply(poll_ok(R"({"k":[],"j":[]})"));
    CHECK(run(client, port, poll_invocation()).unasked == told);
  }
}

TEST_CASE("an assigned key starts at 0, whatever is committed") {
  KafkaClient client;
  assign(client, {"7", "8"}, R"({"7":12,"9":3})");
  CHECK(polled_from(client) == Json({{"7", 0}, {"8", 0}}));
}

TEST_CASE("a key that is assigned again keeps its offset, one left out is dropped") {
  KafkaClient client;
  assign(client, {"7", "8"}, "{}");
  move_to_12(client);
  assign(client, {"7", "9"}, R"({"7":20,"9":1})");
  CHECK(polled_from(client) == Json({{"7", 12}, {"9", 0}}));
}

TEST_CASE("a failed assign changes nothing") {
  KafkaClient client;
  assign(client, {"7", "8"}, "{}");
  FakePort port;
  port.fail(ErrorCode::timeout, "");
  CHECK(run(client, port, {"assign", Json::array({"9"})}).type == OpType::fail);
  CHECK(polled_from(client) == Json({{"7", 0}, {"8", 0}}));
}

TEST_CASE("seeking to the beginning needs no request") {
  KafkaClient client;
  assign(client, {"7", "8"}, "{}");
  move_to_12(client);
  FakePort port;
  const Completion completion =
      run(client, port, {.f = "assign", .value = Json({"7", "9"}), .seek_to_beginning = true});
  CHECK(completion.type == OpType::ok);
  CHECK(completion.value == Json({"7", "9"}));
  CHECK(port.requests.empty());
  CHECK(polled_from(client) == Json({{"7", 0}, {"9", 0}}));
}

TEST_CASE("a poll moves on behind what it saw, and commits that") {
  KafkaClient client;
  assign(client, {"7", "8", "9"}, R"({"9":3})");
  FakePort port;
  port.reply(poll_ok(R"({"7":[[0,1],[4,2]],"8":[[2,1]]})"));
  port.reply(commit_ok);
  const Completion completion = run(client, port, poll_invocation());
  CHECK(completion.type == OpType::ok);
  CHECK(completion.value == Json::parse(R"([["poll",{"7":[[0,1],[4,2]],"8":[[2,1]]}]])"));
  REQUIRE(port.requests.size() == 2);
  CHECK(port.requests[1] == Json({{"type", "commit_offsets"}, {"offsets", {{"7", 4}, {"8", 2}}}}));
  CHECK(polled_from(client) == Json({{"7", 5}, {"8", 3}, {"9", 0}}));
}

TEST_CASE("a poll never moves back") {
  KafkaClient client;
  assign(client, Json::array({"7"}), "{}");
  move_to_12(client);
  FakePort port;
  port.reply(poll_ok(R"({"7":[[3,1]]})"));
  port.reply(commit_ok);
  run(client, port, poll_invocation());
  CHECK(polled_from(client) == Json({{"7", 12}}));
}

TEST_CASE("a poll without messages commits nothing") {
  KafkaClient client;
  FakePort port;
  port.reply(poll_ok(R"({"7":[]})"));
  CHECK(run(client, port, poll_invocation()).type == OpType::ok);
  CHECK(port.requests.size() == 1);
}

TEST_CASE("a poll ends as its commit ends") {
  const auto end = [](ErrorCode code) {
    KafkaClient client;
    FakePort port;
    port.reply(poll_ok(R"({"7":[[0,1]]})"));
    port.fail(code, "nope");
    return run(client, port, poll_invocation());
  };
  CHECK(end(ErrorCode::abort).type == OpType::fail);
  CHECK(end(ErrorCode::abort).value == poll_invocation().value);
  CHECK(end(ErrorCode::crash).type == OpType::info);
  CHECK(end(ErrorCode::timeout).error == "net-timeout");
}

TEST_CASE("a malformed answer to a commit makes the poll info") {
  KafkaClient client;
  FakePort port;
  port.reply(poll_ok(R"({"7":[[0,1]]})"));
  port.reply({{"type", "commit_offsets_ok"}, {"offsets", Json::object()}});
  CHECK(run(client, port, poll_invocation()).type == OpType::info);
}

TEST_CASE("the largest offset there is does not overflow") {
  KafkaClient client;
  FakePort port;
  port.reply(poll_ok(R"({"7":[[9223372036854775807,1]]})"));
  port.reply(commit_ok);
  CHECK(run(client, port, poll_invocation()).type == OpType::ok);
  CHECK(polled_from(client) == Json({{"7", INT64_MAX}}));
}

TEST_CASE("a crash is info and sends nothing") {
  KafkaClient client;
  FakePort port;
  const Completion completion = run(client, port, {"crash", nullptr});
  CHECK(completion.type == OpType::info);
  CHECK(completion.value.is_null());
  CHECK(port.requests.empty());
}
