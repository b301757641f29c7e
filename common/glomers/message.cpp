#include "glomers/message.hpp"

#include <cstddef>
#include <optional>

#include "glomers/ensure.hpp"
#include "glomers/json_scan.hpp"

namespace glomers {
namespace {

[[noreturn]] void bad(const std::string& what) {
  throw MessageError(what);
}

/// Moves the field out as a string, as the parsed line is not used again.
std::string take_string(Json& json, const char* field) {
  auto it = json.find(field);
  if (!it) bad(std::string("field '") + field + "' is missing");
  if (!it->is_string())
    bad(std::string("field '") + field + "' must be a string, got " + brief(*it));
  return std::move(it->as_string());
}

void require_integer_if_present(const Json& object, const char* field, const std::string& path) {
  auto it = object.find(field);
  if (it && !it->is_number_integer())
    bad("field '" + path + field + "' must be an integer, got " + brief(*it));
}

/// Takes null, too: many programs write it for a number that is absent.
void require_integer_or_null(const Json& body, const char* field) {
  if (!body.value(field, Json()).is_null()) require_integer_if_present(body, field, "body.");
}

/// `column` is the place of the first byte that fits no JSON, counted from 1. It lies behind the
/// end if the line ends before the JSON does.
[[noreturn]] void bad_json(std::string_view line, std::size_t column) {
  const std::string length = std::to_string(line.size());
  if (line.find_first_not_of(" \t\r") == std::string_view::npos) bad("the line is empty");
  if (column > line.size()) bad("no valid JSON: it ends too early, at column " + length);
  bad("no valid JSON at column " + std::to_string(column) + " of " + length);
}

Json parse_json(std::string_view line) {
  if (is_nested_deeper(line, max_input_nesting))
    bad("nested deeper than " + std::to_string(max_input_nesting) + " levels");
  try {
    return Json::parse(line);
  } catch (const JsonParseError& e) {
    bad_json(line, e.byte);
  } catch (const JsonError& e) {
    bad(std::string("no usable JSON: ") + e.what());
  }
}

Json parse_object(std::string_view line) {
  Json json = parse_json(line);
  if (!json.is_object()) bad(std::string("a message is an object, got ") + json.type_name());
  return json;
}

Message without_body(Json& json) {
  Message message;
  message.src = take_string(json, "src");
  message.dest = take_string(json, "dest");
  return message;
}

enum class OtherFields { ignored, left_to_the_parser };

/// Reads a message without the parser, if it is plain enough for that (JsonScan).
std::optional<Message> scan_message(std::string_view line, OtherFields others) {
  JsonScan scan(line, max_input_nesting);
  std::optional<std::string_view> src;
  std::optional<std::string_view> dest;
  std::optional<std::string_view> body;
  const auto take_name = [&](std::optional<std::string_view>& name) {
    return !name && scan.take_string(name.emplace()) && name->find('\\') == std::string_view::npos;
  };
  const auto take_member = [&](std::string_view name) {
    if (name == "src") return take_name(src);
    if (name == "dest") return take_name(dest);
    const auto take_value = [&] { return scan.take_value(); };
    if (name == "body") return !body && scan.text_of(body.emplace(), take_value);
    if (others == OtherFields::left_to_the_parser) return false;
    return name.find('\\') == std::string_view::npos && take_value();
  };
  scan.skip_space();
  if (!scan.take_object(take_member)) return std::nullopt;
  scan.skip_space();
  if (!scan.at_end() || !src || !dest || !body) return std::nullopt;
  auto plain_body = MessageBody::of_text(*body, max_input_nesting - 1);
  if (!plain_body) return std::nullopt;
  return Message{std::string(*src), std::string(*dest), std::move(*plain_body), {}};
}

void append_body(std::string& text, const Message& message) {
  message.body.append_to(text);
  if (message.raw.name.empty()) return;
  ensure(text.ends_with('}'), "a raw field is added to an object");
  text.pop_back();
  if (!message.body.empty()) text += ',';
  append_string(text, message.raw.name);
  text.append(1, ':').append(*message.raw.text).append(1, '}');
}

}  // namespace

Message parse_message(std::string_view line) {
  if (auto plain = scan_message(line, OtherFields::ignored)) return std::move(*plain);
  Json json = parse_object(line);
  Message message = without_body(json);
  auto body = json.find("body");
  if (!body) bad("field 'body' is missing");
  if (!body->is_object()) bad("field 'body' must be an object, got " + brief(*body));
  auto type = body->find("type");
  if (!type) bad("field 'body.type' is missing");
  if (!type->is_string()) bad("field 'body.type' must be a string, got " + brief(*type));
  require_integer_or_null(*body, "msg_id");
  require_integer_or_null(*body, "in_reply_to");
  message.body = std::move(*body);
  return message;
}

Message parse_output_line(std::string_view line) {
  if (auto plain = scan_message(line, OtherFields::left_to_the_parser)) return std::move(*plain);
  Json json = parse_object(line);
  Message message = without_body(json);
  require_integer_if_present(json, "id", "");
  for (const auto& [name, value] : json.items())
    if (name != "src" && name != "dest" && name != "body" && name != "id")
      bad("a message has no field '" + name + "' beside src, dest, body and id");
  if (json.contains("body")) message.body = std::move(json["body"]);
  return message;
}

void append_line(std::string& text, const Message& message) {
  text += R"({"src":)";
  append_string(text, message.src);
  text += R"(,"dest":)";
  append_string(text, message.dest);
  text += R"(,"body":)";
  append_body(text, message);
  text += '}';
}

std::string to_line(const Message& message) {
  std::string line;
  append_line(line, message);
  return line;
}

Message complete(Message message) {
  if (message.raw.name.empty()) return message;
  std::string text;
  append_body(text, message);
  auto plain = MessageBody::of_text(text, max_input_nesting - 1);
  message.body = plain ? std::move(*plain) : MessageBody(Json::parse(text));
  message.raw = {};
  return message;
}

}  // namespace glomers
