#pragma once

#include <map>
#include <string>

#include "glomers/testing.hpp"
#include "tests/catch.hpp"
#include "tests/replication/log_program.hpp"

// One node that keeps a journal, and what lin-kv has of it, for the tests of both.

namespace glomers {

inline const Replica::Options durable{.flush_interval = 50ms, .durable = true};

/// The keys and values of lin-kv, as a journal has left them.
inline std::map<Json, Json>& store(FakeServices& services) {
  return services.store("lin-kv");
}

inline Json error_body(ErrorCode code) {
  return RpcError(code, "as the test says").to_body();
}

inline Json append_of(const Json& value) {
  return {{"type", "append"}, {"value", value}};
}

/// One node with a journal, and lin-kv in the test's hands.
struct LoneNode : TestNode {
  LoneNode() : TestNode(log_program(durable)) { init("n0", {"n0"}); }

  /// The request to lin-kv since the last call: there is no other.
  Message asked() {
    const auto sent = sent_to("lin-kv");
    REQUIRE(sent.size() == 1);
    return sent.front();
  }

  /// The last attempt of a request that was made several times since the last call.
  Message asked_again() {
    const auto sent = sent_to("lin-kv");
    REQUIRE(sent.size() > 1);
    for (const Message& attempt : sent) {
      Json body = attempt.body;
      body["msg_id"] = sent.back().body.msg_id();
      REQUIRE(body == sent.back().body);
    }
    return sent.back();
  }

  /// The same, which is answered and carried out.
  void serve() {
    const Message request = asked();
    answer(request, services.answer(request));
  }

  FakeServices services;
};

/// A node that has got past its first start.
struct OpenNode : LoneNode {
  OpenNode() {
    ask({{"type", "read"}});
    serve();
  }
};

}  // namespace glomers
