#include "glomers/json.hpp"
#include "tests/catch.hpp"
#include "tests/common/process.hpp"

using glomers::Json;

namespace {

/// The only node of a cluster. It is a process.
class NodeProcess {
 public:
  explicit NodeProcess(const char* program) : process_({program}) {
    ask({{"type", "init"}, {"msg_id", 1}, {"node_id", "n0"}, {"node_ids", {"n0"}}});
  }

  Json ask(Json body) {
    body["msg_id"] = 7;
    process_.write(Json({{"src", "c1"}, {"dest", "n0"}, {"body", body}}).dump() + "\n");
    Json reply = Json::parse(process_.read_line()).at("body");
    reply.erase("in_reply_to");
    return reply;
  }

  /// The text of the error with which the request is refused as malformed.
  std::string refusal(const Json& body) {
    const Json reply = ask(body);
    CHECK(reply.at("code") == 12);
    return reply.at("text").get<std::string>();
  }

 private:
  Process process_;
};

}  // namespace

TEST_CASE("the first README's node compiles, and does what the README says") {
  NodeProcess node(README_COUNTER);
  CHECK(node.ask({{"type", "add"}, {"delta", 3}}) == Json({{"type", "add_ok"}}));
  CHECK(node.ask({{"type", "add"}, {"delta", 4}}) == Json({{"type", "add_ok"}}));
  CHECK(node.ask({{"type", "read"}}) == Json({{"type", "read_ok"}, {"value", 7}}));
  CHECK(node.refusal({{"type", "add"}, {"delta", "3"}}) ==
        "field 'delta' must be an integer, got \"3\"");
}

TEST_CASE("the library's README's node compiles, and does what the README says") {
  NodeProcess node(README_HIGHEST);
  for (const auto& [number, highest] : {std::pair(7, 7), std::pair(3, 7), std::pair(9, 9)})
    CHECK(node.ask({{"type", "offer"}, {"number", number}}) ==
          Json({{"type", "offer_ok"}, {"highest", highest}}));
  CHECK(node.refusal({{"type", "offer"}}) == "field 'number' is missing");
}
