#pragma once

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <iosfwd>
#include <map>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace glomers {

/// A Json that is not what its user takes it for: of another type, without the field or the
/// element that was asked for, or a number that does not fit.
struct JsonError : std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// Text that is no JSON.
struct JsonParseError : JsonError {
  JsonParseError(const std::string& what, std::size_t position) : JsonError(what), byte(position) {}
  std::size_t byte;  ///< the last one that was read, counted from 1
};

class Json;

/// Types that a JSON string can be made of.
template <class T>
concept StringLike =
    std::convertible_to<const T&, std::string_view> && !std::same_as<T, std::nullptr_t>;

/// Types that a JSON array or object can be made of, element by element.
template <class T>
concept ElementList =
    !StringLike<T> && !std::same_as<T, std::vector<Json>> &&
    !std::same_as<T, std::map<std::string, Json, std::less<>>> && requires(const T& list) {
  typename T::value_type;
  list.begin() == list.end();
};

/// A JSON value (RFC 8259). It is used as nlohmann's `json` is, whose parser stands behind it,
/// but a source that includes it does not compile that library. Integers are kept exactly,
/// however long they are; other numbers are doubles. The fields of an object are sorted, so
/// the same value always prints as the same text.
///
/// Where a function says nothing else, it throws JsonError for a value of another type.
class Json {
 public:
  using Array = std::vector<Json>;
  using Object = std::map<std::string, Json, std::less<>>;
  class Item;
  using Items = std::initializer_list<Item>;

  Json() noexcept {}
  // These are templates because braces never match a template: a list in braces is always taken
  // by the constructor for Items below.
  template <std::same_as<std::nullptr_t> T>
  Json(T) noexcept {}
  template <std::same_as<bool> T>  // a pointer must not become a boolean
  Json(T value) noexcept : kind_(Kind::boolean), value_{.boolean = value} {}
  template <std::integral T>
  requires(!std::same_as<T, bool>) Json(T value)
      : kind_(Kind::integer), value_{.integer = static_cast<std::int64_t>(value)} {
    if (!std::in_range<std::int64_t>(value)) *this = big_integer(std::to_string(value));
  }
  template <std::floating_point T>
  Json(T value) noexcept : kind_(Kind::real), value_{.real = static_cast<double>(value)} {}
  template <StringLike T>
  Json(const T& text) : Json(of_text(std::string(std::string_view(text)))) {}
  template <std::same_as<std::string> T>
  Json(T&& text) : Json(of_text(std::move(text))) {}
  template <std::same_as<Array> T>
  Json(T items) : Json(of_array(std::move(items))) {}
  template <std::same_as<Object> T>
  Json(T fields) : Json(of_object(std::move(fields))) {}
  /// Values in braces: an object if each is a pair that begins with a string, else an array.
  Json(Items items);
  /// A list, a set, or a map with keys that are strings.
  template <ElementList T>
  Json(const T& list) : Json(Array()) {
    if constexpr (requires {
                    requires std::convertible_to<typename T::key_type, std::string>;
                    typename T::mapped_type;
                  }) {
      *this = object();
      for (const auto& [name, value] : list) value_.object->emplace(name, value);
    } else {
      for (const auto& value : list) value_.array->emplace_back(value);
    }
  }
  template <class A, class B>
  Json(const std::pair<A, B>& pair) : Json(Array{Json(pair.first), Json(pair.second)}) {}

  Json(const Json& other);
  Json(Json&& other) noexcept
      : kind_(std::exchange(other.kind_, Kind::null)), value_(other.value_) {}
  Json& operator=(Json other) noexcept {
    swap(other);
    return *this;
  }
  ~Json() {
    if (kind_ >= Kind::big_integer) destroy();
  }
  void swap(Json& other) noexcept {
    std::swap(kind_, other.kind_);
    std::swap(value_, other.value_);
  }

  static Json array() { return Array(); }
  static Json array(Items items);
  static Json object() { return Object(); }
  /// An integer of any length, from its digits, with a minus sign or without.
  static Json big_integer(std::string digits);

  /// Text that is nested deeper is not read: values are destroyed, copied and compared level by
  /// level, on the stack.
  static constexpr std::size_t max_nesting = 5000;

  /// Throws JsonParseError; JsonError for a number beyond a double's range, and for text that
  /// is nested too deeply.
  static Json parse(std::string_view text);
  /// The same, but none where parse() throws.
  static std::optional<Json> try_parse(std::string_view text);

  /// The value as text. With an indent each element has a line of its own, indented by so many
  /// spaces a level. What is no UTF-8 in a string is written as U+FFFD.
  std::string dump(int indent = -1) const;
  void append_to(std::string& text, int indent = -1) const;

  // What it is. -----------------------------------------------------------------
  bool is_null() const { return kind_ == Kind::null; }
  bool is_boolean() const { return kind_ == Kind::boolean; }
  bool is_number() const { return is_number_integer() || kind_ == Kind::real; }
  bool is_number_integer() const { return is_int64() || kind_ == Kind::big_integer; }
  bool is_number_float() const { return kind_ == Kind::real; }
  /// An integer that a std::int64_t can hold.
  bool is_int64() const { return kind_ == Kind::integer; }
  bool is_string() const { return kind_ == Kind::string; }
  bool is_array() const { return kind_ == Kind::array; }
  bool is_object() const { return kind_ == Kind::object; }
  /// "null", "boolean", "number", "string", "array" or "object".
  const char* type_name() const;

  // What it holds. --------------------------------------------------------------
  /// The digits of an integer, however long it is.
  std::string digits() const;
  const std::string& as_string() const;
  std::string& as_string();
  const Array& as_array() const;
  Array& as_array();
  const Object& as_object() const;
  Object& as_object();
  /// The fields of an object, for a loop over [name, value]; a null has none.
  const Object& items() const&;
  Object& items() & { return as_object(); }
  void items() && = delete;  // a loop would outlive the fields

  /// The value as a bool, a number, a std::string, a Json, a pair, a list or a map of these. A
  /// number has to fit into T. A double that is asked for as an integer gives its whole part.
  template <class T>
  T get() const {
    if constexpr (std::same_as<T, Json>) {
      return *this;
    } else if constexpr (std::same_as<T, bool>) {
      return to_bool();
    } else if constexpr (std::same_as<T, std::uint64_t>) {
      return to_uint64();
    } else if constexpr (std::integral<T>) {
      const std::int64_t value = to_int64();
      if (!std::in_range<T>(value)) throw_out_of_range();
      return static_cast<T>(value);
    } else if constexpr (std::floating_point<T>) {
      return static_cast<T>(to_double());
    } else if constexpr (std::same_as<T, std::string>) {
      return as_string();
    } else if constexpr (requires { typename T::first_type; }) {
      return {at(0).template get<typename T::first_type>(),
              at(1).template get<typename T::second_type>()};
    } else if constexpr (requires { typename T::mapped_type; }) {
      T map;
      for (const Object::value_type& field : as_object())
        map.emplace(field.first, field.second.template get<typename T::mapped_type>());
      return map;
    } else {
      T list;
      for (const Json& value : as_array())
        list.insert(list.end(), value.get<typename T::value_type>());
      return list;
    }
  }

  /// The number of an array's elements or of an object's fields. A null has 0, all else has 1.
  std::size_t size() const;
  bool empty() const { return size() == 0; }

  // Fields of an object. ----------------------------------------------------------
  bool contains(std::string_view name) const { return find(name) != nullptr; }
  /// Gives nullptr if this is no object or has no such field.
  const Json* find(std::string_view name) const;
  Json* find(std::string_view name);
  const Json& at(std::string_view name) const;
  Json& at(std::string_view name);
  const Json& operator[](std::string_view name) const { return at(name); }
  /// A field that is missing is made, as null; a null becomes an object.
  Json& operator[](std::string_view name);
  /// The field, or `otherwise` if it is missing.
  template <class T>
  T value(std::string_view name, const T& otherwise) const {
    as_object();
    const Json* field = find(name);
    return field ? field->get<T>() : otherwise;
  }
  std::string value(std::string_view name, const char* otherwise) const {
    return value(name, std::string(otherwise));
  }
  void erase(std::string_view name);
  /// Takes over all fields of the other object.
  void update(const Json& other);

  // Elements of an array. ---------------------------------------------------------
  template <std::integral I>
  const Json& at(I index) const {
    return element(static_cast<std::size_t>(index));
  }
  template <std::integral I>
  Json& at(I index) {
    return element(static_cast<std::size_t>(index));
  }
  template <std::integral I>
  const Json& operator[](I index) const {
    return at(index);
  }
  template <std::integral I>
  Json& operator[](I index) {
    return at(index);
  }
  const Json& front() const { return at(0); }
  const Json& back() const { return at(size() - 1); }
  Json& back() { return at(size() - 1); }
  /// A null becomes an array.
  void push_back(Json value);
  template <class... Args>
  void emplace_back(Args&&... args) {
    push_back(Json(std::forward<Args>(args)...));
  }
  void erase_at(std::size_t index);
  /// These are for a loop over the elements. A null has none.
  Array::const_iterator begin() const {
    return is_null() ? Array::const_iterator() : as_array().begin();
  }
  Array::const_iterator end() const {
    return is_null() ? Array::const_iterator() : as_array().end();
  }
  Array::iterator begin() { return is_null() ? Array::iterator() : as_array().begin(); }
  Array::iterator end() { return is_null() ? Array::iterator() : as_array().end(); }

  // Order. ------------------------------------------------------------------------
  /// Numbers are equal if their values are: 1 and 1.0.
  friend bool operator==(const Json& a, const Json& b) { return a.equals(b); }
  /// Types come in the order null, booleans, numbers, objects, arrays, strings. Within a type
  /// the values decide.
  friend bool operator<(const Json& a, const Json& b) { return a.comes_before(b); }
  friend bool operator>(const Json& a, const Json& b) { return b < a; }
  friend bool operator<=(const Json& a, const Json& b) { return !(b < a); }
  friend bool operator>=(const Json& a, const Json& b) { return !(a < b); }
  friend std::ostream& operator<<(std::ostream& out, const Json& json);

 private:
  enum class Kind : std::uint8_t {
    null,
    boolean,
    integer,
    real,
    big_integer,  ///< beyond 64 bits; from here on there is something to destroy
    string,
    array,
    object,
  };

  static Json of_text(std::string text);
  static Json of_array(Array items);
  static Json of_object(Object fields);
  void destroy() noexcept;
  bool equals(const Json& other) const;
  bool comes_before(const Json& other) const;
  bool to_bool() const;
  std::int64_t to_int64() const;
  std::uint64_t to_uint64() const;
  double to_double() const;
  const Json& element(std::size_t index) const;
  Json& element(std::size_t index);
  [[noreturn]] void throw_out_of_range() const;
  [[noreturn]] void throw_not(const char* wanted) const;

  union Held {
    bool boolean;
    std::int64_t integer;
    double real;
    std::string* text;  ///< a string's text, or a big integer's digits
    Array* array;
    Object* object;
  };

  Kind kind_ = Kind::null;
  Held value_{.integer = 0};
};

/// A value in braces. It is moved from, where a std::initializer_list<Json> would be copied.
class Json::Item {
 public:
  template <class T>
  requires(!std::same_as<std::remove_cvref_t<T>, Item> && std::is_constructible_v<Json, T>)
      Item(T&& value)
      : json_(std::forward<T>(value)) {}  // NOLINT: it stands for the value
  Item(Items items) : json_(items) {}     // NOLINT

 private:
  friend class Json;
  mutable Json json_;
};

/// The value as text for an error message: it is cut short, and its bytes may be no UTF-8.
std::string brief(const Json& json);

/// Adds the text as a JSON string. What is no UTF-8 in it is written as U+FFFD.
void append_string(std::string& out, std::string_view text);

/// Whether a JSON string can hold the text (RFC 3629).
bool is_utf8(std::string_view text);

}  // namespace glomers
