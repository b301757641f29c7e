// Reads a Json from text, and writes it as text. This is the only source of the library that
// compiles nlohmann's library.

#include <charconv>
#include <nlohmann/json.hpp>

#include "glomers/json.hpp"

namespace glomers {
namespace {

/// Puts together a Json. nlohmann's parser calls it for each thing that it finds (SAX interface).
class Builder {
 public:
  Json take() { return std::move(root_); }

  bool null() { return add(nullptr); }
  bool boolean(bool value) { return add(value); }
  bool number_integer(std::int64_t value) { return add(value); }
  bool number_unsigned(std::uint64_t value) { return add(value); }
  bool number_float(double value, const std::string& text) {
    const bool is_integer = text.find_first_of(".eE") == std::string::npos;
    return add(is_integer ? Json::big_integer(text) : Json(value));
  }
  bool string(std::string& text) { return add(std::move(text)); }
  bool binary(std::vector<std::uint8_t>&) { return false; }
  bool start_object(std::size_t) { return begin(Json::object()); }
  bool key(std::string& name) {
    field_ = &(*open_.back())[name];
    return true;
  }
  bool end_object() { return end(); }
  bool start_array(std::size_t) { return begin(Json::array()); }
  bool end_array() { return end(); }
  bool parse_error(std::size_t position, const std::string&, const std::exception& error) {
    if (dynamic_cast<const nlohmann::json::out_of_range*>(&error)) throw JsonError(error.what());
    throw JsonParseError(error.what(), position);
  }

 private:
  /// The value goes to the field that was named last, or to the end of the open array.
  Json& place(Json value) {
    if (open_.empty()) return root_ = std::move(value);
    Json& parent = *open_.back();
    if (parent.is_object()) return *field_ = std::move(value);
    return parent.as_array().emplace_back(std::move(value));
  }

  bool add(Json value) {
    place(std::move(value));
    return true;
  }

  bool begin(Json container) {
    if (open_.size() >= Json::max_nesting)
      throw JsonError("nested deeper than " + std::to_string(Json::max_nesting) + " levels");
    open_.push_back(&place(std::move(container)));
    return true;
  }

  bool end() {
    open_.pop_back();
    return true;
  }

  Json root_;
  std::vector<Json*> open_;  ///< the containers around the present place
  Json* field_ = nullptr;
};

bool is_plain(std::string_view text) {
  for (const unsigned char c : text)
    if (c < 0x20 || c >= 0x80 || c == '"' || c == '\\') return false;
  return true;
}

/// Writes values one after the other, with the indent that was asked for.
class Printer {
 public:
  Printer(std::string& out, int indent) : out_(out), indent_(indent) {}

  void print(const Json& json) {
    if (json.is_array())
      print_list(json.as_array(), '[', ']', [&](const Json& value) { print(value); });
    else if (json.is_object())
      print_list(json.as_object(), '{', '}', [&](const auto& field) {
        append_string(out_, field.first);
        out_ += indent_ < 0 ? ":" : ": ";
        print(field.second);
      });
    else if (json.is_string())
      append_string(out_, json.as_string());
    else
      print_plain(json);
  }

 private:
  template <class List, class F>
  void print_list(const List& list, char opening, char closing, F print_item) {
    out_ += opening;
    ++level_;
    bool is_first = true;
    for (const auto& item : list) {
      if (!std::exchange(is_first, false)) out_ += ',';
      new_line();
      print_item(item);
    }
    --level_;
    if (!is_first) new_line();
    out_ += closing;
  }

  void new_line() {
    if (indent_ >= 0) out_.append(1, '\n').append(static_cast<std::size_t>(level_ * indent_), ' ');
  }

  void print_plain(const Json& json) {
    if (json.is_null())
      out_ += "null";
    else if (json.is_boolean())
      out_ += json.get<bool>() ? "true" : "false";
    else if (json.is_int64())
      print_int64(json.get<std::int64_t>());
    else if (json.is_number_integer())
      out_ += json.digits();
    else
      out_ += nlohmann::json(json.get<double>()).dump();
  }

  void print_int64(std::int64_t value) {
    char digits[24];
    out_.append(digits, std::to_chars(digits, digits + sizeof digits, value).ptr);
  }

  std::string& out_;
  int indent_;
  int level_ = 0;
};

}  // namespace

void append_string(std::string& out, std::string_view text) {
  if (is_plain(text))
    out.append(1, '"').append(text).append(1, '"');
  else
    out += nlohmann::json(text).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

Json Json::parse(std::string_view text) {
  Builder builder;
  nlohmann::json::sax_parse(text, &builder);
  return builder.take();
}

std::optional<Json> Json::try_parse(std::string_view text) {
  try {
    return parse(text);
  } catch (const JsonError&) {
    return std::nullopt;
  }
}

void Json::append_to(std::string& text, int indent) const {
  Printer(text, indent).print(*this);
}

std::string Json::dump(int indent) const {
  std::string text;
  append_to(text, indent);
  return text;
}

bool is_utf8(std::string_view text) {
  try {
    nlohmann::json(text).dump();
    return true;
  } catch (const nlohmann::json::type_error&) {
    return false;
  }
}

}  // namespace glomers
