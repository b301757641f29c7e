#include "tests/eddy/workloads/reply_schema.hpp"

#include <algorithm>
#include <cstdint>

namespace eddy {
namespace {

bool is_any(const Json&) {
  return true;
}

bool is_integer(const Json& json) {
  if (json.is_number_unsigned()) return json.get<std::uint64_t>() <= INT64_MAX;
  return json.is_number_integer();
}

/// Maelstrom's schemas take null for an empty list, and so Go programs send it.
bool is_list(const Json& json) {
  return json.is_array() || json.is_null();
}

bool is_offsets(const Json& json) {
  return json.is_object() && std::all_of(json.begin(), json.end(), is_integer);
}

bool is_offset_and_message(const Json& json) {
  return json.is_array() && json.size() == 2 && is_integer(json[0]);
}

bool is_message_list(const Json& json) {
  return is_list(json) && std::all_of(json.begin(), json.end(), is_offset_and_message);
}

bool is_messages_by_key(const Json& json) {
  return json.is_object() && std::all_of(json.begin(), json.end(), is_message_list);
}

bool is_completed_operation(const Json& json) {
  return json.is_array() && json.size() == 3 && (json[0] == "r" || json[0] == "w");
}

bool is_completed_operations(const Json& json) {
  return is_list(json) && std::all_of(json.begin(), json.end(), is_completed_operation);
}

bool is_expected(const std::string& field, const ReplySchema& schema) {
  return field == "type" || field == "msg_id" || field == "in_reply_to" ||
         std::any_of(schema.fields.begin(), schema.fields.end(),
                     [&](const ReplySchema::Field& f) { return f.name == field; });
}

std::string to_text(const Json& json) {
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

/// What is wrong, empty if nothing.
std::string find_fault(const Json& body, const ReplySchema& schema) {
  const auto type = body.find("type");
  if (type == body.end() || *type != schema.type) return "type must be \"" + schema.type + '"';
  for (const auto& field : schema.fields) {
    const auto value = body.find(field.name);
    if (value == body.end()) return "field '" + field.name + "' is missing";
    if (!field.shape.matches(*value))
      return "field '" + field.name + "' must be " + field.shape.description;
  }
  for (const auto& [name, value] : body.items()) {
    if (name == "msg_id" && !value.is_number_integer()) return "field 'msg_id' must be an integer";
    if (!is_expected(name, schema))
      return "a " + schema.type + " has no field '" + std::string(name) + "'";
  }
  return "";
}

}  // namespace

namespace shape {
const Shape any = {"any value", is_any};
const Shape integer = {"an integer", is_integer};
const Shape list = {"a list", is_list};
const Shape offsets = {"an object of keys and integer offsets", is_offsets};
const Shape messages_by_key = {"an object of keys and lists of [offset, message]",
                               is_messages_by_key};
const Shape completed_operations = {"a list of [\"r\" or \"w\", key, value]",
                                    is_completed_operations};
}  // namespace shape

std::optional<std::string> find_malformation(const Json& body, const ReplySchema& schema) {
  const std::string fault = find_fault(body, schema);
  if (fault.empty()) return std::nullopt;
  return "malformed reply: " + fault + ", got " + to_text(body);
}

}  // namespace eddy
