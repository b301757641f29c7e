// The table "Bad input" of common/README.md. The processes of the six nodes meet each of its rows.

#include <functional>
#include <thread>

#include "glomers/json.hpp"
#include "tests/catch.hpp"
#include "tests/common/process.hpp"
#include "tests/text.hpp"

using glomers::Json;

namespace {

const std::vector<std::string> all_nodes = {"echo",      "unique_ids", "broadcast",
                                            "g_counter", "kafka_log",  "txn_rw_register"};
const std::vector<std::string> engines = {"broadcast", "g_counter", "kafka_log", "txn_rw_register"};

constexpr std::int64_t two_63_less_1 = std::numeric_limits<std::int64_t>::max();

std::string line_of(const std::string& src, const Json& body) {
  return Json({{"src", src}, {"dest", "n0"}, {"body", body}}).dump();
}

std::string request(Json body, const Json& msg_id = 7) {
  body["msg_id"] = msg_id;
  return line_of("c1", body);
}

Json init(const Json& node_ids) {
  return {{"type", "init"}, {"node_id", "n0"}, {"node_ids", node_ids}};
}

/// A node's process, which has to live on whatever it is given.
class Survivor : public Process {
 public:
  explicit Survivor(const std::string& node)
      : Process({std::string(NODES) + "/" + node + "/" + node}) {}

  void start() {
    CHECK(error_of(request(init({"n0", "n1", "n2"}))) == 0);
    for (const Json& body : state_to_keep()) CHECK(error_of(request(body)) == 0);
  }

  /// What the node answers to the line, in order. A request of an unknown type follows the line:
  /// its answer is the last. A g_counter reads its store, and there is none: on a slow machine
  /// the `timeout` (0) of an earlier read comes while the line is taken.
  std::vector<Json> answers_to(const std::string& line) {
    std::thread writer([&] {
      write(line + "\n" + line_of("c2", {{"type", "?"}, {"msg_id", 1}}) + "\n");
    });
    std::vector<Json> answers;
    for (;;) {
      const Json message = Json::parse(read_line());
      if (message["dest"] == "c2") break;
      const bool is_answer =
          message["body"].contains("in_reply_to") && message["body"].value("code", -1) != 0;
      if (is_answer) answers.push_back(message["body"]);
    }
    writer.join();
    return answers;
  }

  /// The code of the only answer, 0 if it is no error, -1 if there is none.
  int error_of(const std::string& line) {
    const auto answers = answers_to(line);
    return answers.empty() ? -1 : answers.at(0).value("code", 0);
  }

  /// All that clients can read of what was put there at the start.
  std::vector<Json> state() {
    std::vector<Json> read;
    for (const Json& body : std::vector<Json>{{{"type", "read"}},
                                              {{"type", "list_committed_offsets"}, {"keys", {"k"}}},
                                              {{"type", "txn"}, {"txn", {{"r", 1, nullptr}}}}})
      read.push_back(answers_to(request(body)));
    return read;
  }

 private:
  std::vector<Json> state_to_keep() {
    std::vector<Json> known;
    for (const Json& body : std::vector<Json>{{{"type", "broadcast"}, {"message", 5}},
                                              {{"type", "commit_offsets"}, {"offsets", {{"k", 5}}}},
                                              {{"type", "txn"}, {"txn", {{"w", 1, 5}}}}})
      if (error_of(request(body)) == 0) known.push_back(body);
    return known;
  }
};

struct Row {
  std::string line;
  int error = -1;      ///< the answer's code; 0: answered well; -1: no answer
  std::string logged;  ///< a part of what it logs
};

void check_rows(const std::vector<std::string>& nodes, const std::vector<Row>& rows) {
  for (const std::string& node : nodes) {
    Survivor survivor(node);
    survivor.start();
    const auto before = survivor.state();
    for (const Row& row : rows) {
      INFO(node << ": " << row.line.substr(0, 300));
      CHECK(survivor.error_of(row.line) == row.error);
    }
    CHECK(survivor.state() == before);
    survivor.close_input();
    CHECK(survivor.wait() == 0);
    const std::string log = survivor.read_errors();
    for (const Row& row : rows) {
      INFO(node << ": " << row.line.substr(0, 300));
      CHECK(contains(log, row.logged));
    }
  }
}

std::string repeated(const std::string& text, std::size_t times) {
  std::string all;
  all.reserve(times * text.size());
  for (std::size_t i = 0; i < times; ++i) all += text;
  return all;
}

std::string nested(std::size_t depth) {
  return R"({"src":"c1","dest":"n0","body":{"type":"?","msg_id":7,"x":)" + repeated("[", depth) +
         repeated("]", depth) + "}}";
}

}  // namespace

TEST_CASE("bad input: lines that are no messages") {
  check_rows(
      all_nodes,
      {
          {"", -1, ""},
          {" \t\r", -1, ""},
          {"nonsense", -1, "is no message: no valid JSON"},
          {R"({"src":"c1","dest":"n0","body":{"type":)", -1, "no valid JSON"},
          {"[1,2]", -1, "a message is an object, got array"},
          {R"({"dest":"n0","body":{"type":"read"}})", -1, "field 'src' is missing"},
          {R"({"src":"c1","dest":5,"body":{"type":"read"}})", -1, "field 'dest' must be a string"},
          {R"({"src":"c1","dest":"n0"})", -1, "field 'body' is missing"},
          {R"({"src":"c1","dest":"n0","body":"read"})", -1, "field 'body' must be an object"},
          {R"({"src":"c1","dest":"n0","body":{}})", -1, "field 'body.type' is missing"},
          {R"({"src":"c1","dest":"n0","body":{"type":7}})", -1,
           "field 'body.type' must be a string"},
          {"{\"src\":\"c\xff\",\"dest\":\"n0\",\"body\":{\"type\":\"?\"}}", -1, "no valid JSON"},
          {std::string("{\"src\":\"c\0\"}", 12), -1, "no valid JSON"},
          {R"({"src":"c1","dest":"n0","body":{"type":"?","x":1e999}})", -1, "no usable JSON"},
      });
}

TEST_CASE("bad input: nesting and lines without measure") {
  check_rows(all_nodes, {
                            {nested(498), 10, ""},  // the message and its body are two more
                            {nested(499), -1, "nested deeper than 500 levels"},
                            {nested(1'000'000), -1, "nested deeper than 500 levels"},
                            {std::string(100'000'000, 'x'), -1,
                             "is longer than 33554432 bytes: it is skipped"},
                        });
  for (const std::string& node : all_nodes) {
    Survivor survivor(node);
    survivor.start();
    survivor.write(std::string(40'000'000, '['));
    survivor.close_input();
    CHECK(survivor.wait() == 0);
  }
}

TEST_CASE("bad input: numbers of messages, and messages that nobody expects") {
  check_rows(
      all_nodes,
      {
          {request({{"type", "?"}}, 1.5), -1, "field 'body.msg_id' must be an integer"},
          {R"({"src":"c1","dest":"n0","body":{"type":"?","msg_id":123456789012345678901234567890}})",
           10, ""},
          {request({{"type", "?"}}, -1), 10, ""},
          {request({{"type", "?"}}, two_63_less_1), 10, ""},
          {request({{"type", "?"}}, std::numeric_limits<std::uint64_t>::max()), 10, ""},
          {request({{"type", "no such type"}}), 10, ""},
          {line_of("n1", {{"type", "read_ok"}, {"in_reply_to", 99}}), -1, ""},
          {R"({"src":"n1","dest":"n0","body":{"type":"?","in_reply_to":123456789012345678901234567890}})",
           -1, ""},
          {line_of("n1", {{"type", "error"}, {"in_reply_to", -1}, {"code", "x"}}), -1, ""},
          {request(init({"n0", "n1"})), 12, ""},
      });
}

TEST_CASE("bad input: a request that comes twice is answered twice") {
  for (const std::string& node : all_nodes) {
    Survivor survivor(node);
    survivor.start();
    const std::string asked = request({{"type", "?"}});
    const auto answers = survivor.answers_to(asked + "\n" + asked);
    REQUIRE(answers.size() == 2);
    CHECK(answers[0] == answers[1]);
  }
}

TEST_CASE("bad input: before init, and an init that cannot be") {
  for (const std::string& node : all_nodes) {
    Survivor survivor(node);
    const auto error_of = [&](const Json& body) { return survivor.error_of(request(body)); };
    CHECK(error_of({{"type", "topology"}}) >= 10);
    CHECK(error_of({{"type", "init"}}) == 12);
    CHECK(error_of(init("n0")) == 12);
    CHECK(error_of(init({"n1", "n2"})) == 12);
    CHECK(error_of(init({"n0", "n1", "n0"})) == 12);
    CHECK(error_of(init({"n0", ""})) == 12);
    CHECK(error_of(init({"n0", 7})) == 12);
    CHECK(error_of(init({"n0", "n1"})) == 0);
  }
}

TEST_CASE("bad input: fields that are missing or ill-typed") {
  const auto row = [](const Json& body, int error = 12) { return Row{request(body), error, ""}; };
  check_rows({"echo"}, {row({{"type", "echo"}})});
  check_rows({"broadcast"}, {row({{"type", "broadcast"}})});
  check_rows({"g_counter"},
             {
                 row({{"type", "add"}}),
                 row({{"type", "add"}, {"delta", "x"}}),
                 row({{"type", "add"}, {"delta", 1.5}}),
                 row({{"type", "add"}, {"delta", -1}}),
                 row({{"type", "add"}, {"delta", std::numeric_limits<std::uint64_t>::max()}}),
             });
  check_rows({"kafka_log"},
             {
                 row({{"type", "send"}, {"msg", 1}}),
                 row({{"type", "send"}, {"key", "k"}}),
                 row({{"type", "poll"}, {"offsets", {{"k", 1.5}}}}),
                 row({{"type", "poll"}, {"offsets", {{"k", -1}}}}),
                 row({{"type", "poll"}, {"offsets", {{"k", two_63_less_1}}}}),
                 row({{"type", "poll"}, {"offsets", {1, 2}}}),
                 row({{"type", "commit_offsets"}, {"offsets", {{"k", "x"}}}}),
                 row({{"type", "commit_offsets"}, {"offsets", {{"k", two_63_less_1}}}}),
                 row({{"type", "list_committed_offsets"}, {"keys", "k"}}),
                 row({{"type", "list_committed_offsets"}, {"keys", {1}}}),
             });
  for (const Json& key : std::vector<Json>{5, 1.5, nullptr, true, Json::array(), Json::object()})
    check_rows({"kafka_log"}, {row({{"type", "send"}, {"key", key}, {"msg", 1}})});
  check_rows({"txn_rw_register"}, {
                                      row({{"type", "txn"}}),
                                      row({{"type", "txn"}, {"txn", 7}}),
                                      row({{"type", "txn"}, {"txn", {{"r", 1}}}}),
                                      row({{"type", "txn"}, {"txn", {{"x", 1, 2}}}}),
                                      row({{"type", "txn"}, {"txn", {{"w", 1, 6}, {"r"}}}}),
                                  });
}

TEST_CASE("keys and values may be any JSON") {
  for (const Json& any : std::vector<Json>{5, 1.5, nullptr, true, "x", {1}, {{"a", 1}}}) {
    Survivor registers("txn_rw_register");
    registers.start();
    const Json txn = Json::array({Json::array({"w", any, any}), Json::array({"r", any, nullptr})});
    CHECK(registers.answers_to(request({{"type", "txn"}, {"txn", txn}})).at(0)["txn"][1][2] == any);
    Survivor values("broadcast");
    values.start();
    CHECK(values.error_of(request({{"type", "broadcast"}, {"message", any}})) == 0);
  }
}

TEST_CASE("bad input: batches of a stranger, and batches that cannot be") {
  const auto batch = [](Json fields, int error = 12) {
    fields.update({{"type", "replicate"}, {"msg_id", 7}});
    if (!fields.contains("tag")) fields["tag"] = "a";
    if (!fields.contains("ts")) fields["ts"] = 0;
    return Row{line_of("n1", fields), error, ""};
  };
  check_rows(
      engines,
      {
          {line_of("n7",
                   {{"type", "replicate"}, {"tag", "a"}, {"ts", 0}, {"logs", {{"n1.a", {0, 1}}}}}),
           -1, ""},
          batch({{"tag", ""}}),
          batch({{"tag", "a.b"}}),
          batch({{"tag", 7}}),
          batch({{"ts", two_63_less_1}}),
          batch({{"age", -1}}),
          batch({{"age", two_63_less_1}}),
          batch({{"beat", two_63_less_1}}),
          batch({{"alarm", two_63_less_1}}),
          batch({{"echo", {1}}}),
          batch({{"echo", {two_63_less_1, two_63_less_1}}}),
          batch({{"have", {{"n1.a", -1}}}}),
          batch({{"have", {{"n1.a", two_63_less_1}}}}),
          batch({{"rows", {{"n2.b", {{"n1.a", two_63_less_1}}}}}}),
          batch({{"logs", {{"n1.a", Json::array()}}}}),
          batch({{"logs", {{"n1.a", {-1, 1}}}}}),
          batch({{"logs", {{"n1.a", {two_63_less_1, 1}}}}}),
          batch({{"logs", {{"n9.a", {0, 1}}}}}),
          batch({{"logs", {{"n1", {0, 1}}}}}),
      });
}

TEST_CASE("bad input: entries of the wrong shape") {
  const auto entry = [](const Json& value) {
    return Row{line_of("n1", {{"type", "replicate"},
                              {"tag", "a"},
                              {"ts", 0},
                              {"msg_id", 7},
                              {"logs", {{"n1.a", Json::array({0, value})}}}}),
               12, ""};
  };
  check_rows({"g_counter"}, {entry("x"), entry(-1), entry(two_63_less_1), entry(1.5)});
  check_rows({"kafka_log"},
             {entry(7), entry({{"key", "k"}}), entry({{"key", 5}, {"counter", 1}, {"msg", 1}}),
              entry({{"key", "k"}, {"counter", -1}, {"msg", 1}}),
              entry({{"key", "k"}, {"counter", two_63_less_1}, {"msg", 1}}),
              entry({{"commit", {{"k", -5}}}})});
  check_rows({"txn_rw_register"},
             {entry(7), entry({{"stamp", 1}}), entry({{"stamp", 1}, {"writes", {Json::array()}}}),
              entry({{"stamp", 1}, {"writes", {{1}}}}),
              entry({{"stamp", two_63_less_1}, {"writes", {{1, 2}}}}),
              entry({{"stamp", 1}, {"writes", {{1, 2}}}, {"after", {{"nobody", 1}}}})});
}
