// A peer sends entries that the engine can carry and the node cannot take.

#include <cstdint>
#include <string>
#include <vector>

#include "g_counter/g_counter.hpp"
#include "glomers/testing/test_node.hpp"
#include "kafka_log/kafka_log.hpp"
#include "tests/catch.hpp"
#include "txn_rw_register/txn_rw_register.hpp"

using namespace glomers;

namespace {

constexpr std::int64_t limit = std::int64_t{1} << 53;

/// The node n0 of three. n1, which is the test, sends it an entry in the middle of a batch.
class Hurt : public TestNode {
 public:
  explicit Hurt(const Program& program) : TestNode(program) { init("n0", {"n0", "n1", "n2"}); }

  /// The error's code, or 0.
  int code(const Json& entry) {
    sent_to("n1");
    const std::string name = "n1." + std::to_string(++tag_);
    deliver("n1", {{"type", "replicate"},
                   {"tag", std::to_string(tag_)},
                   {"ts", 0},
                   {"msg_id", 1},
                   {"logs", {{name, {0, entry}}}}});
    for (const Message& m : sent_to("n1"))
      if (m.body.at("type") == "error") return m.body.at("code").get<int>();
    return 0;
  }

  /// All that n0 sends to n2 within some seconds, as one text.
  std::string passed_on() {
    std::string text;
    advance(3s);
    for (const Message& m : sent_to("n2")) text += m.body.value("logs", Json()).dump();
    return text;
  }

 private:
  int tag_ = 0;
};

void check_all_refused(Hurt& t, const std::vector<Json>& entries) {
  for (const Json& entry : entries) {
    CAPTURE(entry.dump());
    CHECK(t.code(entry) == 12);
  }
  CHECK(t.passed_on().find("n1.") == std::string::npos);
}

}  // namespace

TEST_CASE("a transactional node takes no entry that is no set of writes") {
  Hurt t(txn_rw_register::program());
  const auto writes = [](const Json& pairs) {
    return Json{{"type", "writes"}, {"stamp", 1}, {"writes", pairs}};
  };
  check_all_refused(t, {Json(),
                        Json(7),
                        Json::object(),
                        writes(Json::array({Json::array()})),
                        writes(Json::array({Json::array({1})})),
                        writes(Json::array({7})),
                        writes(7),
                        {{"stamp", -1}, {"writes", Json::array()}},
                        {{"stamp", limit}, {"writes", Json::array()}},
                        {{"stamp", 1}, {"writes", Json::array()}, {"after", {{"n7.1", 1}}}},
                        {{"stamp", 1}, {"writes", Json::array()}, {"after", {{"n1.1", limit}}}},
                        {{"ended", 7}},
                        {{"ended", {"n7.1"}}}});
  CHECK(t.code(writes(Json::array({Json::array({1, 2})}))) == 0);
}

TEST_CASE("a stamp that is too high for a next one refuses writes and leaves reads") {
  Hurt t(txn_rw_register::program());
  CHECK(t.code({{"type", "writes"},
                {"stamp", limit - 1},
                {"writes", Json::array({Json::array({"k", "high"})})}}) == 0);
  const Json write = Json::array({"w", "k", 1}), read = Json::array({"r", "k", nullptr});
  CHECK(t.request({{"type", "txn"}, {"txn", Json::array({write})}}).at("code") == 11);
  CHECK(t.request({{"type", "txn"}, {"txn", Json::array({read})}}).at("txn")[0][2] == "high");
}

TEST_CASE("a log node takes no entry that is no message and no commit") {
  Hurt t(kafka_log::program());
  check_all_refused(t, {Json(),
                        Json::array(),
                        Json::object(),
                        {{"key", 1}, {"counter", 0}, {"msg", 0}},
                        {{"key", "k"}, {"counter", -1}, {"msg", 0}},
                        {{"key", "k"}, {"counter", limit / 3}, {"msg", 0}},
                        {{"key", "k"}, {"counter", INT64_MAX}, {"msg", 0}},
                        {{"key", "k"}, {"counter", 0}},
                        {{"commit", 7}},
                        {{"commit", {{"k", "x"}}}},
                        {{"commit", {{"k", limit}}}}});
  CHECK(t.code({{"key", "k"}, {"counter", limit / 3 - 1}, {"msg", 0}}) == 0);
  CHECK(t.request({{"type", "send"}, {"key", "k"}, {"msg", 1}}).at("code") == 11);
  CHECK(t.request({{"type", "send"}, {"key", "l"}, {"msg", 1}}).at("offset") == 0);
}

TEST_CASE("a counter takes no total that its sum could not hold") {
  Hurt t(g_counter::program());
  check_all_refused(t, {Json(), "7", -1, INT64_MAX, INT64_MAX / 3 + 1, 0.5});
  CHECK(t.code(INT64_MAX / 3) == 0);
}
