#include "tests/catch.hpp"
#include "tests/eddy/load/client_port.hpp"

namespace eddy {
namespace {

/// A client of a node, which is the test.
struct OneClient {
  OneClient() : network(loop, Random(1), {}) {
    network.add("n0", Network::Role::node, [](const Message&) {});
    port = std::make_unique<NetworkPort>(loop, network, "c1", "n0");
    port->rpc({{"type", "echo"}}, [this](const RpcResult& result) { results.push_back(result); });
  }

  void answer(const Json& body) {
    network.send({"n0", "c1", body, {}});
    loop.after(1ms, [this] { loop.stop(); });
    loop.run();
  }

  VirtualLoop loop;
  Network network;
  std::unique_ptr<NetworkPort> port;
  std::vector<RpcResult> results;
};

TEST_CASE("a client passes over all that does not answer the request that it waits for") {
  OneClient f;
  for (const Json& in_reply_to : {Json("1"), Json(nullptr), Json(1.0), Json(2), Json(-1),
                                  Json(std::uint64_t{18446744073709551615U}), Json::array({1})})
    f.answer({{"type", "echo_ok"}, {"in_reply_to", in_reply_to}});
  f.answer({{"type", "echo_ok"}});
  f.answer("echo_ok");
  f.answer(nullptr);
  CHECK(f.results.empty());
  f.answer({{"type", "echo_ok"}, {"in_reply_to", 1}});
  REQUIRE(f.results.size() == 1);
  CHECK(f.results[0].ok());
  f.answer({{"type", "echo_ok"}, {"in_reply_to", 1}});
  CHECK(f.results.size() == 1);
}

TEST_CASE("an error may say less than it should") {
  OneClient f;
  f.answer({{"type", "error"}, {"in_reply_to", 1}, {"code", "busy"}, {"msg_id", nullptr}});
  REQUIRE(f.results.size() == 1);
  REQUIRE(f.results[0].error);
  CHECK(!f.results[0].error->definite());
}

TEST_CASE("an answer without a type ends the wait, for the schema to object to") {
  OneClient f;
  f.answer({{"in_reply_to", 1}});
  REQUIRE(f.results.size() == 1);
  CHECK(f.results[0].ok());
}

}  // namespace
}  // namespace eddy
