#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <type_traits>
#include <utility>

#include "eddy/history/growing_list.hpp"

namespace eddy {

class Value;

/// Types that a Json can be made of, but for Value.
template <class T>
concept JsonSource =
    !std::is_same_v<std::remove_cvref_t<T>, Value> && std::is_constructible_v<Json, T>;

/// The value of an op: JSON, and used as a Json is. A long list that a read told is kept as
/// a beginning of a growing list; whoever asks for its JSON makes a copy of it, which stays
/// in this value.
class Value {
 public:
  Value() = default;
  Value(SharedList list) : list_(std::move(list)) {}  // NOLINT: it is used as one
  template <JsonSource T>
  Value(T&& json) : json_(std::forward<T>(json)) {}  // NOLINT
  Value(Json::Items items) : json_(items) {}         // NOLINT

  /// The list that it is a beginning of; none if it is kept as JSON.
  const std::optional<SharedList>& list() const { return list_; }

  /// The value as JSON text. Strings are valid UTF-8 in it, whatever they are.
  std::string text() const {
    if (list_) return list_->list->text(list_->size);
    return json_.dump();
  }

  const Json& json() const {
    if (list_ && json_.is_null()) json_ = Json::parse(text());
    return json_;
  }
  operator const Json&() const { return json(); }  // NOLINT
  /// The same, to be changed.
  Json& own() {
    json();
    list_.reset();
    return json_;
  }

  // These do what a Json's do, and make no copy of a list.
  bool is_null() const { return !list_ && json_.is_null(); }
  bool is_array() const { return list_ || json_.is_array(); }
  bool is_object() const { return !list_ && json_.is_object(); }
  bool is_string() const { return !list_ && json_.is_string(); }
  bool is_boolean() const { return !list_ && json_.is_boolean(); }
  bool is_number() const { return !list_ && json_.is_number(); }
  bool is_number_integer() const { return !list_ && json_.is_number_integer(); }
  bool is_int64() const { return !list_ && json_.is_int64(); }
  std::size_t size() const { return list_ ? list_->size : json_.size(); }
  bool empty() const { return size() == 0; }
  std::string dump() const { return list_ ? text() : json_.dump(); }

  // These make a copy. There is no begin(): with one the JSON library takes this for a container.
  template <class T>
  T get() const {
    return json().get<T>();
  }
  template <class K>
  const Json& at(const K& key) const {
    return json().at(key);
  }
  template <class K>
  const Json& operator[](const K& key) const {
    return json()[key];
  }
  template <class K, class T>
  auto value(const K& key, const T& otherwise) const {
    return json().value(key, otherwise);
  }
  bool contains(const char* key) const { return json().contains(key); }
  const Json& front() const { return json().front(); }
  const Json& back() const { return json().back(); }

  friend bool operator==(const Value& a, const Value& b) { return a.json() == b.json(); }
  template <JsonSource T>
  friend bool operator==(const Value& a, const T& b) {
    return a.json() == b;
  }

 private:
  mutable Json json_;
  std::optional<SharedList> list_;
};

}  // namespace eddy
