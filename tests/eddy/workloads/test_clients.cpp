#include <set>

#include "tests/eddy/workloads/fake_port.hpp"
#include "tests/eddy/workloads/kinds.hpp"

using eddy::Completion;
using eddy::FakePort;
using eddy::Invocation;
using eddy::Json;
using eddy::make_workload;
using eddy::OpType;
using eddy::WorkloadOptions;
using glomers::ErrorCode;

namespace {

const WorkloadOptions on_a_line = {
    .nodes = {"n0", "n1", "n2"}, .concurrency = 6, .topology = "line"};

/// One kind of operation of a client with a single request, and how it ends.
struct Case {
  std::string workload;
  Invocation invocation;
  Json request;
  Json reply;
  Json value;  ///< of the ok op
  OpType on_definite;
  OpType on_indefinite;
};

const std::vector<Case>& cases() {
  static const std::vector<Case> all = {
      {"echo",
       {"echo", "hi"},
       {{"type", "echo"}, {"echo", "hi"}},
       {{"type", "echo_ok"}, {"echo", "hi"}, {"in_reply_to", 1}},
       {{"type", "echo_ok"}, {"echo", "hi"}, {"in_reply_to", 1}},
       OpType::fail,
       OpType::info},
      {"unique-ids",
       {"generate", nullptr},
       {{"type", "generate"}},
       {{"type", "generate_ok"}, {"id", "abc"}},
       "abc",
       OpType::fail,
       OpType::info},
      {"broadcast",
       {"broadcast", 7},
       {{"type", "broadcast"}, {"message", 7}},
       {{"type", "broadcast_ok"}},
       7,
       OpType::fail,
       OpType::info},
      {"broadcast",
       {"read", nullptr},
       {{"type", "read"}},
       {{"type", "read_ok"}, {"messages", {7, 8}}},
       {7, 8},
       OpType::fail,
       OpType::fail},
      {"g-counter",
       {"add", 4},
       {{"type", "add"}, {"delta", 4}},
       {{"type", "add_ok"}},
       4,
       OpType::info,
       OpType::info},
      {"g-counter",
       {"read", nullptr},
       {{"type", "read"}},
       {{"type", "read_ok"}, {"value", 12}},
       12,
       OpType::info,
       OpType::info},
      {"kafka",
       {"send", Json::parse(R"([["send","9",3]])")},
       {{"type", "send"}, {"key", "9"}, {"msg", 3}},
       {{"type", "send_ok"}, {"offset", 5}},
       Json::parse(R"([["send","9",[5,3]]])"),
       OpType::fail,
       OpType::info},
      {"kafka",
       {"poll", Json::parse(R"([["poll"]])")},
       {{"type", "poll"}, {"offsets", Json::object()}},
       {{"type", "poll_ok"}, {"msgs", Json::object()}},
       Json::parse(R"([["poll",{}]])"),
       OpType::fail,
       OpType::info},
      {"kafka",
       {"assign", {"9", "10"}},
       {{"type", "list_committed_offsets"}, {"keys", {"9", "10"}}},
       {{"type", "list_committed_offsets_ok"}, {"offsets", {{"9", 4}}}},
       {"9", "10"},
       OpType::fail,
       OpType::fail},
      {"txn-rw-register",
       {"txn", Json::parse(R"([["r",1,null],["w",1,2]])")},
       {{"type", "txn"}, {"txn", Json::parse(R"([["r",1,null],["w",1,2]])")}},
       {{"type", "txn_ok"}, {"txn", Json::parse(R"([["r",1,5],["w",1,2]])")}},
       Json::parse(R"([["r",1,5],["w",1,2]])"),
       OpType::fail,
       OpType::info},
      {"txn-list-append",
       {"txn", Json::parse(R"([["r",1,null],["append",1,2]])")},
       {{"type", "txn"}, {"txn", Json::parse(R"([["r",1,null],["append",1,2]])")}},
       {{"type", "txn_ok"}, {"txn", Json::parse(R"([["r",1,[5]],["append",1,2]])")}},
       Json::parse(R"([["r",1,[5]],["append",1,2]])"),
       OpType::fail,
       OpType::info},
      {"lin-kv",
       {"read", Json::parse("[3,null]")},
       {{"type", "read"}, {"key", 3}},
       {{"type", "read_ok"}, {"value", 4}},
       {3, 4},
       OpType::fail,
       OpType::fail},
      {"lin-kv",
       {"write", {3, 4}},
       {{"type", "write"}, {"key", 3}, {"value", 4}},
       {{"type", "write_ok"}},
       {3, 4},
       OpType::fail,
       OpType::info},
      {"lin-kv",
       {"cas", Json::parse("[3,[4,2]]")},
       {{"type", "cas"}, {"key", 3}, {"from", 4}, {"to", 2}},
       {{"type", "cas_ok"}},
       Json::parse("[3,[4,2]]"),
       OpType::fail,
       OpType::info},
      {"g-set",
       {"add", 7},
       {{"type", "add"}, {"element", 7}},
       {{"type", "add_ok"}},
       7,
       OpType::info,
       OpType::info},
      {"g-set",
       {"read", nullptr},
       {{"type", "read"}},
       {{"type", "read_ok"}, {"value", {7, 8}}},
       {7, 8},
       OpType::info,
       OpType::info},
      {"pn-counter",
       {"add", -4},
       {{"type", "add"}, {"delta", -4}},
       {{"type", "add_ok"}},
       -4,
       OpType::info,
       OpType::info},
  };
  return all;
}

Completion run_with_error(const Case& c, ErrorCode code) {
  const auto client = make_workload(c.workload, on_a_line)->open_client();
  FakePort port;
  port.fail(code, "nope");
  return run(*client, port, c.invocation);
}

Completion run_with_reply(const Case& c, const Json& reply) {
  const auto client = make_workload(c.workload, on_a_line)->open_client();
  FakePort port;
  port.reply(reply);
  return run(*client, port, c.invocation);
}

}  // namespace

TEST_CASE("an operation sends its request and records the reply") {
  for (const Case& c : cases()) {
    CAPTURE(c.workload, c.invocation.f);
    const auto client = make_workload(c.workload, on_a_line)->open_client();
    FakePort port;
    port.reply(c.reply);
    const Completion completion = run(*client, port, c.invocation);
    CHECK(port.requests == std::vector<Json>{c.request});
    CHECK(completion.type == OpType::ok);
    CHECK(completion.value == c.value);
    CHECK(completion.error.is_null());
  }
}

TEST_CASE("errors end an operation as its client maps them, with the value as invoked") {
  for (const Case& c : cases()) {
    CAPTURE(c.workload, c.invocation.f);
    const Completion definite = run_with_error(c, ErrorCode::temporarily_unavailable);
    CHECK(definite.type == c.on_definite);
    CHECK(definite.value == c.invocation.value);
    CHECK(definite.error == Json({"temporarily-unavailable", "nope"}));

    const Completion crash = run_with_error(c, ErrorCode::crash);
    CHECK(crash.type == c.on_indefinite);
    CHECK(crash.value == c.invocation.value);
    CHECK(crash.error == Json({"crash", "nope"}));

    const Completion timeout = run_with_error(c, ErrorCode::timeout);
    CHECK(timeout.type == c.on_indefinite);
    CHECK(timeout.error == "net-timeout");

    CHECK(run_with_error(c, static_cast<ErrorCode>(1001)).type == c.on_indefinite);
    for (const auto code :
         {ErrorCode::node_not_found, ErrorCode::not_supported, ErrorCode::malformed_request,
          ErrorCode::abort, ErrorCode::key_does_not_exist, ErrorCode::key_already_exists,
          ErrorCode::precondition_failed, ErrorCode::txn_conflict})
      CHECK(run_with_error(c, code).type == c.on_definite);
  }
}

TEST_CASE("a malformed reply ends any operation as info") {
  for (const Case& c : cases()) {
    CAPTURE(c.workload, c.invocation.f);
    Json wrong_type = c.reply;
    wrong_type["type"] = "pong";
    Json additional = c.reply;
    additional["extra"] = 1;
    std::vector<Json> malformed = {wrong_type, additional};
    for (const auto& [field, value] : c.reply.items()) {
      if (field == "type" || field == "in_reply_to") continue;
      Json missing = c.reply;
      missing.erase(field);
      malformed.push_back(missing);
    }
    for (const Json& reply : malformed) {
      const Completion completion = run_with_reply(c, reply);
      CHECK(completion.type == OpType::info);
      CHECK(completion.value == c.invocation.value);
      REQUIRE(completion.error.size() == 3);
      CHECK(completion.error[0] == "malformed-reply");
    }
  }
}

TEST_CASE("fields of the wrong type are malformed") {
  const std::vector<std::pair<std::string, Json>> wrong = {
      {"messages", Json::object()}, {"value", "12"},    {"offset", 1.5}, {"msgs", Json::array()},
      {"offsets", Json::array()},   {"txn", {{"r", 1}}}};
  std::set<std::string> seen;
  for (const Case& c : cases()) {
    if (c.workload == "lin-kv") continue;  // a register's value may be anything
    for (const auto& [field, value] : wrong) {
      if (!c.reply.contains(field)) continue;
      Json reply = c.reply;
      reply[field] = value;
      CAPTURE(c.workload, c.invocation.f, field);
      CHECK(run_with_reply(c, reply).type == OpType::info);
      seen.insert(field);
    }
  }
  CHECK(seen.size() == wrong.size());
}

TEST_CASE("a broadcast client sends the topology when it is set up") {
  const auto client = make_workload("broadcast", on_a_line)->open_client();
  std::vector<eddy::RpcResult> results;
  const auto set_up = [&](FakePort& port) {
    client->set_up(port, [&](const eddy::RpcResult& r) { results.push_back(r); });
  };
  SECTION("and is content with topology_ok") {
    FakePort port;
    port.reply({{"type", "topology_ok"}});
    set_up(port);
    const Json line = {
        {"n0", Json::array({"n1"})}, {"n1", {"n0", "n2"}}, {"n2", Json::array({"n1"})}};
    CHECK(port.requests == std::vector<Json>{{{"type", "topology"}, {"topology", line}}});
    REQUIRE(results.size() == 1);
    CHECK(results[0].ok());
  }
  SECTION("and passes an error on") {
    FakePort port;
    port.fail(ErrorCode::not_supported, "nope");
    set_up(port);
    REQUIRE(results.size() == 1);
    REQUIRE(!results[0].ok());
    CHECK(results[0].error->code == ErrorCode::not_supported);
  }
  SECTION("and refuses any other reply") {
    FakePort port;
    port.reply({{"type", "topology_ok"}, {"n", 1}});
    set_up(port);
    REQUIRE(results.size() == 1);
    REQUIRE(!results[0].ok());
    CHECK(std::string(results[0].error->what()).rfind("malformed reply: ", 0) == 0);
  }
}

TEST_CASE("clients of all other workloads need no set-up") {
  for (const std::string& name : eddy::workload_names()) {
    if (name == "broadcast") continue;
    CAPTURE(name);
    FakePort port;
    int calls = 0;
    make_workload(name, on_a_line)->open_client()->set_up(port, [&](const eddy::RpcResult& r) {
      CHECK(r.ok());
      ++calls;
    });
    CHECK(calls == 1);
    CHECK(port.requests.empty());
  }
}
