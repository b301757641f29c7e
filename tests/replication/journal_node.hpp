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

inline Json append_of(const Json& value) {
  return {{"type", "append"}, {"value", value}};
}

/// One node with a journal, and lin-kv in the test's hands.
struct LoneNode : TestNode {
  LoneNode() : TestNode(log_program(durable)) { init("n0", {"n0"}); }

  /// The last request to lin-kv since the last call; those before it are lost.
  Message asked() {
    const auto sent = sent_to("lin-kv");
    REQUIRE(!sent.empty());
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
