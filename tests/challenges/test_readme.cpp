#include "common/json.hpp"
#include "tests/catch.hpp"
#include "tests/common/process.hpp"

using glomers::Json;

namespace {

std::string line(const Json& body) {
  return Json({{"src", "c1"}, {"dest", "n0"}, {"body", body}}).dump() + "\n";
}

}  // namespace

TEST_CASE("the README's node compiles, and does what the README says") {
  Process node({README_NODE});
  const auto ask = [&node](const Json& body) {
    node.write(line(body));
    return Json::parse(node.read_line()).at("body");
  };
  ask({{"type", "init"}, {"msg_id", 1}, {"node_id", "n0"}, {"node_ids", {"n0"}}});
  for (const auto& [number, highest] : {std::pair(7, 7), std::pair(3, 7), std::pair(9, 9)})
    CHECK(ask({{"type", "offer"}, {"msg_id", 2}, {"number", number}}) ==
          Json({{"type", "offer_ok"}, {"highest", highest}, {"in_reply_to", 2}}));
  const Json refused = ask({{"type", "offer"}, {"msg_id", 3}});
  CHECK(refused.at("code") == 12);
  CHECK(refused.at("text") == "field 'number' is missing");
}
