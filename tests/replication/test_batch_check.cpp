#include "glomers/replication/rtt.hpp"
#include "glomers/testing/test_node.hpp"
#include "tests/replication/log_cluster.hpp"

using namespace glomers;

namespace {

constexpr std::int64_t huge = INT64_MAX;

Json batch(const Json& fields) {
  Json body = {{"type", "replicate"}, {"tag", "1"}, {"ts", 0}, {"msg_id", 1}};
  body.update(fields);
  return body;
}

/// n0 of two nodes, which has one entry; the other is the test's.
struct Hurt : TestNode {
  Hurt() : TestNode(log_program(stable)) {
    init("n0", {"n0", "n1"});
    request({{"type", "append"}, {"value", "mine"}});
    advance(100ms);
    own = sent_to("n1").at(0).body.at("logs").items().begin()->first;
  }

  /// The code of the error that answers a batch with these fields; none if it is taken.
  std::optional<ErrorCode> code(const Json& fields) {
    sent_to("n1");
    deliver("n1", batch(fields));
    for (const Message& m : sent_to("n1"))
      if (const auto code = error_code(m.body)) return code;
    return std::nullopt;
  }

  std::string own;  ///< the name of its log
};

}  // namespace

TEST_CASE("a batch that is out of bounds is refused and changes nothing") {
  Hurt t;
  const Json before = t.request({{"type", "read"}});
  const std::vector<Json> bad = {
      {{"tag", ""}},
      {{"tag", "a.b"}},
      {{"tag", std::string(33, 'a')}},
      {{"to", ""}},
      {{"ts", huge}},
      {{"ts", -huge}},
      {{"echo", Json::array()}},
      {{"echo", {0, huge}}},
      {{"echo", {-huge, 0}}},
      {{"age", huge}},
      {{"age", -1}},
      {{"beat", huge}},
      {{"beat", -1}},
      {{"alarm", huge}},
      {{"made", -1}},
      {{"before", {{"n1.x", -1}}}},
      {{"before", {{"n9.x", 1}}}},
      {{"made", huge}},
      {{"have", {{"n1.1", huge}}}},
      {{"have", {{"n1", 0}}}},
      {{"have", {{"n1.", 0}}}},
      {{"have", {{"n7.1", 0}}}},
      {{"have", {{t.own, 2}}}},
      {{"rows", {{"n7.1", Json::object()}}}},
      {{"rows", {{"n1.1", {{"n1.1", huge}}}}}},
      {{"rows", {{"n1.1", {{"nobody", 1}}}}}},
      {{"logs", {{"n1.1", Json::array()}}}},
      {{"logs", {{"n1.1", {"x"}}}}},
      {{"logs", {{"n1.1", {huge, "x"}}}}},
      {{"logs", {{"n1.1", {(std::int64_t{1} << 53) - 1, "x"}}}}},
      {{"logs", {{t.own, {1, "x"}}}}},
      // The first part alone would do.
      {{"logs", {{"n1.1", {0, "x"}}, {"n7.1", {0, "x"}}}}},
      {{"logs", {{"n1.1", {0, "x"}}}}, {"alarm", huge}},
  };
  for (const Json& fields : bad) {
    CAPTURE(fields.dump());
    CHECK(t.code(fields) == ErrorCode::malformed_request);
    CHECK(t.request({{"type", "read"}}) == before);
  }
  CHECK(t.code({{"logs", {{"n1.1", {0, "x"}}}}, {"have", {{t.own, 1}}}}) == std::nullopt);
  CHECK(t.request({{"type", "read"}}).at("entries").at("n1") == Json({"x"}));
}

TEST_CASE("invented starts of a node are taken up to a limit") {
  Hurt t;
  std::size_t refused = 0;
  for (int i = 0; i < 11; ++i) {
    Json have = Json::object();
    for (int k = 0; k < 1000; ++k) have["n1." + std::to_string(1000 * i + k)] = 1;
    refused += t.code({{"have", have}}) == ErrorCode::malformed_request ? 1 : 0;
  }
  CHECK(refused == 1);
}

TEST_CASE("thousands of batches beyond a gap are answered with one digest, and all is taken anew") {
  Hurt t;
  t.code({{"logs", {{"n1.1", {0, "x"}}}}});
  t.sent_to("n1");
  for (int i = 3; i < 5000; ++i) t.deliver("n1", batch({{"logs", {{"n1.1", {i, i}}}}}));
  CHECK(t.sent_to("n1").size() <= 1);
  Json span = {1};
  for (int i = 1; i < 200; ++i) span.push_back(i);
  t.code({{"logs", {{"n1.1", span}}}});
  CHECK(t.request({{"type", "read"}}).at("entries").at("n1").size() == 200);
}

TEST_CASE("a round trip of years counts as a minute") {
  RoundTrip rtt;
  rtt.add(std::chrono::hours(24 * 365));
  CHECK(rtt.mean() == 1min);
}
