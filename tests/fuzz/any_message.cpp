#include "tests/fuzz/any_message.hpp"

#include <limits>

namespace glomers {
namespace {

using Names = std::vector<std::string>;

const Names names_and_texts = {"k", "n0", "n1", "n2", "n1.a",   "n2.b", "n1.b",
                               "",  ".",  "r",  "w",  "sealed", "n7.a"};
const Names fields = {"message", "delta", "key",      "msg",     "offsets",  "keys", "txn",
                      "echo",    "value", "topology", "node_id", "node_ids", "code", "in_reply_to"};

Json any_number(Choices& choices) {
  constexpr auto highest = std::numeric_limits<std::int64_t>::max();
  static const std::vector<Json> bounds = {0,
                                           1,
                                           2,
                                           3,
                                           7,
                                           -1,
                                           (std::int64_t{1} << 53) - 1,
                                           std::int64_t{1} << 53,
                                           highest,
                                           -highest - 1,
                                           std::numeric_limits<std::uint64_t>::max(),
                                           0.5,
                                           1e300,
                                           60'000'000};
  return choices.of(bounds);
}

/// By names of logs, lengths that are small or not.
Json any_lengths(Choices& choices) {
  Json lengths = Json::object();
  for (std::size_t n = choices.below(4); n > 0; --n)
    lengths[choices.of(names_and_texts)] = any_number(choices);
  return lengths;
}

Json any_entry(Choices& choices) {
  switch (choices.below(5)) {
    case 0:
      return any_number(choices);
    case 1:
      return {{"key", "k"}, {"counter", any_number(choices)}, {"msg", 1}};
    case 2:
      return {{"commit", {{"k", any_number(choices)}}}};
    case 3:
      return {{"stamp", any_number(choices)},
              {"writes", Json::array({Json::array({1, any_json(choices, 1)})})},
              {"after", any_lengths(choices)}};
    default:
      return any_json(choices);
  }
}

Json any_logs(Choices& choices, const std::string& own_tag) {
  Json logs = Json::object();
  for (std::size_t n = choices.below(3); n > 0; --n) {
    Json span = Json::array({choices.below(4) == 0 ? any_number(choices) : Json(choices.below(4))});
    for (std::size_t entries = choices.below(4); entries > 0; --entries)
      span.push_back(any_entry(choices));
    logs[choices.below(8) == 0 ? "n0." + own_tag : choices.of(names_and_texts)] = span;
  }
  return logs;
}

}  // namespace

Json any_json(Choices& choices, int depth) {
  switch (choices.below(depth > 0 ? 7 : 4)) {
    case 0:
      return any_number(choices);
    case 1:
      return choices.of(names_and_texts);
    case 2:
      return nullptr;
    case 3:
      return true;
    case 4:
      return Json::try_parse(choices.text(20)).value_or("x");
    case 5: {
      Json array = Json::array();
      for (std::size_t n = choices.below(4); n > 0; --n)
        array.push_back(any_json(choices, depth - 1));
      return array;
    }
    default: {
      Json object = Json::object();
      for (std::size_t n = choices.below(4); n > 0; --n)
        object[choices.of(names_and_texts)] = any_json(choices, depth - 1);
      return object;
    }
  }
}

Json any_request(Choices& choices) {
  static const std::vector<Json> usual = {
      {{"type", "echo"}, {"echo", "x"}},
      {{"type", "generate"}},
      {{"type", "topology"}, {"topology", Json::object()}},
      {{"type", "broadcast"}, {"message", 3}},
      {{"type", "read"}},
      {{"type", "add"}, {"delta", 3}},
      {{"type", "send"}, {"key", "k"}, {"msg", 3}},
      {{"type", "poll"}, {"offsets", {{"k", 0}}}},
      {{"type", "commit_offsets"}, {"offsets", {{"k", 1}}}},
      {{"type", "list_committed_offsets"}, {"keys", {"k"}}},
      {{"type", "txn"},
       {"txn", Json::array({Json::array({"w", 1, 2}), Json::array({"r", 1, nullptr})})}},
      {{"type", "init"}, {"node_id", "n0"}, {"node_ids", {"n0", "n1"}}},
      {{"type", "?"}}};
  Json body = choices.of(usual);
  if (choices.below(8) != 0)
    body["msg_id"] = choices.below(4) == 0 ? any_number(choices) : Json(choices.byte());
  for (std::size_t n = choices.below(3); n > 0; --n) body[choices.of(fields)] = any_json(choices);
  return body;
}

Json any_batch(Choices& choices, const std::string& own_tag) {
  Json body = {{"type", "replicate"},
               {"tag", choices.of(Names{"a", "b", "a.b", "", "1"})},
               {"ts", choices.byte()}};
  const std::size_t parts = choices.byte();
  if (parts & 1) body["logs"] = any_logs(choices, own_tag);
  if (parts & 2) body["have"] = any_lengths(choices);
  if (parts & 4) body["to"] = choices.below(2) == 0 ? own_tag : choices.of(names_and_texts);
  if (parts & 8) body["echo"] = Json::array({choices.byte(), any_number(choices)});
  if (parts & 16) body["rows"] = {{choices.of(names_and_texts), any_lengths(choices)}};
  if (parts & 32) body["digest"] = true;
  if (parts & 64) body["msg_id"] = 5;
  if (parts & 128)
    body[choices.of(Names{"age", "beat", "alarm", "made", "ts", "ask", "tag", "logs"})] =
        any_json(choices);
  return body;
}

}  // namespace glomers
