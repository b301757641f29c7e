#include "glomers/message_body.hpp"

#include <charconv>

#include "glomers/ensure.hpp"
#include "glomers/json_scan.hpp"

namespace glomers {
namespace {

/// Takes an integer, or null, which counts as no number.
bool take_integer(JsonScan& scan, std::optional<std::int64_t>& number) {
  std::string_view text;
  if (number || !scan.text_of(text, [&] { return scan.take_value(); })) return false;
  if (text == "null") return true;
  std::int64_t value = 0;
  const char* const end = text.data() + text.size();
  const auto [rest, error] = std::from_chars(text.data(), end, value);
  if (error != std::errc() || rest != end) return false;
  number = value;
  return true;
}

}  // namespace

std::optional<MessageBody> MessageBody::of_text(std::string_view text, int levels) {
  JsonScan scan(text, levels);
  MessageBody body;
  std::string_view type;
  const bool plain = scan.take_object([&](std::string_view name) {
    if (name == "type") return type.empty() && scan.take_string(type);
    if (name == "msg_id") return take_integer(scan, body.msg_id_);
    if (name == "in_reply_to") return take_integer(scan, body.in_reply_to_);
    return name.find('\\') == std::string_view::npos && scan.take_value();
  });
  if (!plain || !scan.at_end() || type.empty() || type.find('\\') != std::string_view::npos)
    return std::nullopt;
  body.text_ = text;
  body.is_text_ = true;
  body.type_start_ = static_cast<std::size_t>(type.data() - text.data());
  body.type_size_ = type.size();
  return body;
}

std::string MessageBody::text() const {
  std::string text;
  append_to(text);
  return text;
}

void MessageBody::append_to(std::string& line) const {
  if (text_.empty())
    json_.append_to(line);
  else
    line += text_;
}

std::optional<std::string> MessageBody::text_of(const char* field) const {
  if (text_.empty()) {
    const auto value = json_.find(field);
    if (!value) return std::nullopt;
    return value->dump();
  }
  JsonScan scan(text_, static_cast<int>(text_.size()));
  std::optional<std::string> found;
  scan.take_object([&](std::string_view name) {
    std::string_view value;
    if (!scan.text_of(value, [&] { return scan.take_value(); })) return false;
    if (name == field) found = value;  // if it comes twice the last one counts, as for the parser
    return true;
  });
  return found;
}

std::string_view MessageBody::type() const {
  if (!text_.empty()) return std::string_view(text_).substr(type_start_, type_size_);
  const auto type = json_.find("type");
  if (!type || !type->is_string()) return {};
  return type->as_string();
}

Json MessageBody::number(const std::optional<std::int64_t>& of_text, const char* field) const {
  if (!text_.empty()) return of_text ? Json(*of_text) : Json();
  const auto value = json_.find(field);
  return !value ? Json() : *value;
}

const Json& MessageBody::json() const {
  if (is_text_) {
    auto parsed = Json::try_parse(text_);
    ensure(parsed.has_value(), "a body that JsonScan has taken is JSON");
    json_ = std::move(*parsed);
    is_text_ = false;
  }
  return json_;
}

Json& MessageBody::json() {
  const MessageBody& self = *this;
  self.json();
  text_.clear();
  return json_;
}

}  // namespace glomers
