#include "tests/eddy/history/history.hpp"

#include <istream>
#include <ostream>
#include <unordered_map>

#include "tests/eddy/history/json_text.hpp"
#include "tests/eddy/history/quote.hpp"
#include "tests/eddy/history/read_list.hpp"

namespace eddy {

namespace {

const Json& field(const Json& json, const char* name) {
  const auto it = json.find(name);
  if (!it) throw HistoryError("no field `" + std::string(name) + "`");
  return *it;
}

std::int64_t integer_field(const Json& json, const char* name) {
  const Json& value = field(json, name);
  if (!value.is_int64()) {
    throw HistoryError("field `" + std::string(name) +
                       "` is no integer within 64 bits: " + quote(value));
  }
  return value.get<std::int64_t>();
}

bool flag(const Json& json, const char* name) {
  const auto it = json.find(name);
  if (!it || it->is_null()) return false;
  if (!it->is_boolean()) {
    throw HistoryError("field `" + std::string(name) + "` is no boolean: " + quote(*it));
  }
  return it->get<bool>();
}

OpType type_field(const Json& json) {
  const Json& value = field(json, "type");
  for (OpType type : {OpType::invoke, OpType::ok, OpType::fail, OpType::info}) {
    if (value == to_string(type)) return type;
  }
  throw HistoryError("field `type` is none of invoke, ok, fail, info: " + quote(value));
}

std::int64_t process_field(const Json& json) {
  const Json& value = field(json, "process");
  if (value == "nemesis") return nemesis_process;
  if (!value.is_int64() || value < 0) {
    throw HistoryError("field `process` is neither a number from 0 nor \"nemesis\": " +
                       quote(value));
  }
  return value.get<std::int64_t>();
}

std::string name_of(const Op& op) {
  const std::string process =
      op.process == nemesis_process ? "the nemesis" : "process " + std::to_string(op.process);
  return "op " + std::to_string(op.index) + " (" + to_string(op.type) + " " + op.f + ", " +
         process + ")";
}

/// Made without a Json: a history has many.
std::string line_of(const Op& op) {
  std::string text = "{";
  const auto add = [&](const char* name, const std::string& json) {
    text.append(1, '"').append(name).append("\":").append(json).append(1, ',');
  };
  if (!op.committed.is_null()) add("committed", op.committed.dump());
  if (!op.error.is_null()) add("error", op.error.dump());
  add("f", Json(op.f).dump());
  if (op.final) add("final", "true");
  add("index", std::to_string(op.index));
  add("process", op.process == nemesis_process ? "\"nemesis\"" : std::to_string(op.process));
  if (op.seek_to_beginning) add("seek-to-beginning", "true");
  add("time", std::to_string(op.time_ns));
  add("type", std::string(1, '"') + to_string(op.type) + '"');
  if (!op.unasked.is_null()) add("unasked", op.unasked.dump());
  return text.append("\"value\":").append(op.value.dump()).append(1, '}');
}

}  // namespace

OpError::OpError(const Op& op, const std::string& what)
    : HistoryError(name_of(op) + ": " + what), index(op.index) {}

const char* to_string(OpType type) {
  switch (type) {
    case OpType::invoke:
      return "invoke";
    case OpType::ok:
      return "ok";
    case OpType::fail:
      return "fail";
    case OpType::info:
      break;
  }
  return "info";
}

Json to_json(const Op& op) {
  return Json::parse(line_of(op));
}

Op op_from_json(const Json& json) {
  if (!json.is_object()) throw HistoryError("no JSON object: " + quote(json));
  Op op;
  op.index = integer_field(json, "index");
  op.time_ns = integer_field(json, "time");
  op.type = type_field(json);
  op.process = process_field(json);
  const Json& f = field(json, "f");
  if (!f.is_string()) throw HistoryError("field `f` is no string: " + quote(f));
  op.f = f.get<std::string>();
  op.value = json.value("value", Json());
  op.final = flag(json, "final");
  op.seek_to_beginning = flag(json, "seek-to-beginning");
  op.error = json.value("error", Json());
  op.committed = json.value("committed", Json());
  op.unasked = json.value("unasked", Json());
  return op;
}

History read_history(std::istream& in) {
  History history;
  GrowingLists lists;
  std::string line;
  while (std::getline(in, line)) {
    auto cut = cut_read_list(line, lists);
    const Json json = parse_json_text(line, history.size() + 1);
    try {
      history.push_back(op_from_json(json));
      if (cut) history.back().value = std::move(cut->list);
    } catch (const std::exception& error) {
      throw HistoryError("line " + std::to_string(history.size() + 1) + ": " + error.what());
    }
  }
  return history;
}

History history_from_json(const Json& json) {
  if (!json.is_array()) throw HistoryError("the history is no list: " + quote(json));
  History history;
  history.reserve(json.size());
  for (const Json& op : json) {
    try {
      history.push_back(op_from_json(op));
    } catch (const HistoryError& error) {
      throw HistoryError("op " + std::to_string(history.size()) + ": " + error.what());
    }
  }
  return history;
}

void write_history(std::ostream& out, const History& history) {
  for (const Op& op : history) out << line_of(op) << '\n';
}

std::vector<std::size_t> pair_ops(const History& history) {
  std::vector<std::size_t> pairs(history.size(), unpaired);
  std::unordered_map<std::int64_t, std::size_t> open;
  for (std::size_t i = 0; i < history.size(); ++i) {
    const Op& op = history[i];
    if (i > 0 && op.index <= history[i - 1].index) {
      throw OpError(op, "comes after op " + std::to_string(history[i - 1].index));
    }
    if (op.process == nemesis_process) continue;
    if (op.type == OpType::invoke) {
      if (!open.emplace(op.process, i).second) {
        throw OpError(op, "begins before the last operation of its process is over");
      }
      continue;
    }
    const auto begun = open.find(op.process);
    if (begun == open.end() && op.type == OpType::info) continue;  // it says nothing
    if (begun == open.end()) throw OpError(op, "completes what was never begun");
    if (history[begun->second].f != op.f) {
      throw OpError(op, "completes what began as `" + history[begun->second].f + "`");
    }
    pairs[i] = begun->second;
    pairs[begun->second] = i;
    open.erase(begun);
  }
  return pairs;
}

}  // namespace eddy
