#include "tests/eddy/workloads/reply_schema.hpp"

#include <algorithm>
#include <cstdint>
#include <utility>

#include "tests/eddy/history/quote.hpp"

namespace eddy {
namespace {

bool is_any(const Json&) {
  return true;
}

bool is_integer(const Json& json) {
  return json.is_int64();
}

/// Maelstrom's schemas take null for an empty list, and so Go programs send it.
bool is_list(const Json& json) {
  return json.is_array() || json.is_null();
}

bool is_offsets(const Json& json) {
  return json.is_object() &&
         std::all_of(json.items().begin(), json.items().end(),
                     [](const auto& field) { return is_integer(field.second); });
}

bool is_offset_and_message(const Json& json) {
  return json.is_array() && json.size() == 2 && json[0].is_int64();
}

bool is_message_list(const Json& json) {
  return is_list(json) && std::all_of(json.begin(), json.end(), is_offset_and_message);
}

bool is_messages_by_key(const Json& json) {
  return json.is_object() &&
         std::all_of(json.items().begin(), json.items().end(),
                     [](const auto& field) { return is_message_list(field.second); });
}

bool is_completed_operation(const Json& json) {
  return json.is_array() && json.size() == 3 && (json[0] == "r" || json[0] == "w");
}

bool is_completed_operations(const Json& json) {
  return is_list(json) && std::all_of(json.begin(), json.end(), is_completed_operation);
}

bool is_completed_append(const Json& json) {
  return json.is_array() && json.size() == 3 &&
         (json[0] == "append" || (json[0] == "r" && is_list(json[2])));
}

bool is_completed_appends(const Json& json) {
  return is_list(json) && std::all_of(json.begin(), json.end(), is_completed_append);
}

bool is_expected(const std::string& field, const ReplySchema& schema) {
  return field == "type" || field == "msg_id" || field == "in_reply_to" ||
         std::any_of(schema.fields.begin(), schema.fields.end(),
                     [&](const ReplySchema::Field& f) { return f.name == field; });
}

/// What is wrong, empty if nothing.
std::string find_fault(const Json& body, const ReplySchema& schema) {
  const auto type = body.find("type");
  if (!type || *type != schema.type) return "type must be \"" + schema.type + '"';
  for (const auto& field : schema.fields) {
    const auto value = body.find(field.name);
    if (!value) return "field '" + field.name + "' is missing";
    if (!field.shape.matches(*value))
      return "field '" + field.name + "' must be " + field.shape.description;
  }
  for (const auto& [name, value] : body.items()) {
    if (name == "msg_id" && !value.is_number_integer()) return "field 'msg_id' must be an integer";
    if (!is_expected(name, schema))
      return "field '" + cut_short(name) + "' does not belong to " + schema.type;
  }
  return "";
}

}  // namespace

namespace shape {
const Shape any = {"any value", is_any};
const Shape integer = {"an integer within 64 bits", is_integer};
const Shape list = {"a list", is_list};
const Shape offsets = {"an object of keys and offsets, integers within 64 bits", is_offsets};
const Shape messages_by_key = {
    "an object of keys and lists of [offset, message], offsets within 64 bits", is_messages_by_key};
const Shape completed_operations = {"a list of [\"r\" or \"w\", key, value]",
                                    is_completed_operations};
const Shape completed_appends = {"a list of [\"append\", key, element] and [\"r\", key, list]",
                                 is_completed_appends};
}  // namespace shape

std::string Malformation::text() const {
  return "malformed reply: " + fault + ", got " + got;
}

std::optional<Malformation> find_malformation(const Json& body, const ReplySchema& schema) {
  std::string fault = find_fault(body, schema);
  if (fault.empty()) return std::nullopt;
  return Malformation{std::move(fault), quote(body)};
}

}  // namespace eddy
