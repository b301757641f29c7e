#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "glomers/json.hpp"

namespace glomers {

/// A message's body: JSON, an object in all that this library reads. It is used as a Json is; one
/// that came as text stays text until somebody looks into it, for much is only passed on or
/// answered. The fields that say what to do with a message can be asked for without that.
class MessageBody {
 public:
  MessageBody() : json_(Json::object()) {}
  MessageBody(Json json) : json_(std::move(json)) {}  // NOLINT: it is used as one
  MessageBody(Json::Items items) : json_(items) {}    // NOLINT

  /// A body that stays text. There is none if the text is not so plain that it can be left as it
  /// is (JsonScan), if `type` is no string, or if `msg_id` or `in_reply_to` is neither an integer
  /// nor null.
  static std::optional<MessageBody> of_text(std::string_view text, int levels);

  /// The body as it is written.
  std::string text() const;
  void append_to(std::string& line) const;

  /// The field as it would be written; none if there is no such field.
  std::optional<std::string> text_of(const char* field) const;

  /// The type; empty if there is none, or it is no string.
  std::string_view type() const;
  /// The number; null if there is none.
  Json msg_id() const { return number(msg_id_, "msg_id"); }
  Json in_reply_to() const { return number(in_reply_to_, "in_reply_to"); }

  const Json& json() const;
  /// The same, to be changed.
  Json& json();
  operator const Json&() const { return json(); }  // NOLINT

  // These do what a Json's do.
  template <class K>
  const Json& at(const K& key) const {
    return json().at(key);
  }
  template <class K>
  const Json& operator[](const K& key) const {
    return json()[key];
  }
  template <class K>
  Json& operator[](const K& key) {
    return json()[key];
  }
  template <class K, class T>
  auto value(const K& key, const T& otherwise) const {
    return json().value(key, otherwise);
  }
  bool contains(const char* key) const { return json().contains(key); }
  const Json* find(const char* key) const { return json().find(key); }
  bool empty() const { return json().empty(); }
  friend bool operator==(const MessageBody& a, const Json& b) { return a.json() == b; }
  friend bool operator==(const MessageBody& a, const MessageBody& b) {
    return a.json() == b.json();
  }
  std::string dump() const { return json().dump(); }

 private:
  struct Header;

  Json number(const std::optional<std::int64_t>& of_text, const char* field) const;

  mutable Json json_;
  mutable bool is_text_ = false;  ///< json_ has not been made of text_ yet
  std::string text_;              ///< empty: it was made as JSON, or has been changed
  // What is known of text_ without making JSON of it.
  std::string_view::size_type type_start_ = 0;
  std::string_view::size_type type_size_ = 0;
  std::optional<std::int64_t> msg_id_;
  std::optional<std::int64_t> in_reply_to_;
};

}  // namespace glomers
