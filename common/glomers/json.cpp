#include "glomers/json.hpp"

#include <algorithm>
#include <charconv>
#include <cstdlib>
#include <ostream>

namespace glomers {
namespace {

/// Compares two integers that are given as digits, neither of which begins with a zero.
bool is_less(std::string_view a, std::string_view b) {
  const bool a_negative = a.starts_with('-');
  const bool b_negative = b.starts_with('-');
  if (a_negative != b_negative) return a_negative;
  if (a_negative) std::swap(a, b);
  return a.size() != b.size() ? a.size() < b.size() : a < b;
}

}  // namespace

Json Json::of_text(std::string text) {
  Json json;
  json.kind_ = Kind::string;
  json.value_.text = new std::string(std::move(text));
  return json;
}

Json Json::of_array(Array items) {
  Json json;
  json.kind_ = Kind::array;
  json.value_.array = new Array(std::move(items));
  return json;
}

Json Json::of_object(Object fields) {
  Json json;
  json.kind_ = Kind::object;
  json.value_.object = new Object(std::move(fields));
  return json;
}

Json::Json(Items items) {
  const auto is_field = [](const Item& item) {
    const Json& json = item.json_;
    return json.is_array() && json.size() == 2 && json.front().is_string();
  };
  if (!std::all_of(items.begin(), items.end(), is_field)) {
    *this = array(items);
    return;
  }
  *this = object();
  for (const Item& item : items) {
    Array& field = item.json_.as_array();
    value_.object->emplace(std::move(field[0].as_string()), std::move(field[1]));
  }
}

Json Json::array(Items items) {
  Json json = array();
  json.value_.array->reserve(items.size());
  for (const Item& item : items) json.value_.array->push_back(std::move(item.json_));
  return json;
}

Json Json::big_integer(std::string digits) {
  std::int64_t value = 0;
  const char* const end = digits.data() + digits.size();
  const auto [rest, error] = std::from_chars(digits.data(), end, value);
  if (error == std::errc()) return value;
  Json json(std::move(digits));
  json.kind_ = Kind::big_integer;
  return json;
}

Json::Json(const Json& other) : kind_(other.kind_) {
  switch (kind_) {
    case Kind::big_integer:
    case Kind::string:
      value_.text = new std::string(*other.value_.text);
      break;
    case Kind::array:
      value_.array = new Array(*other.value_.array);
      break;
    case Kind::object:
      value_.object = new Object(*other.value_.object);
      break;
    default:
      value_ = other.value_;
  }
}

void Json::destroy() noexcept {
  switch (kind_) {
    case Kind::array:
      delete value_.array;
      break;
    case Kind::object:
      delete value_.object;
      break;
    default:
      delete value_.text;
  }
}

const char* Json::type_name() const {
  switch (kind_) {
    case Kind::null:
      return "null";
    case Kind::boolean:
      return "boolean";
    case Kind::string:
      return "string";
    case Kind::array:
      return "array";
    case Kind::object:
      return "object";
    default:
      return "number";
  }
}

void Json::throw_not(const char* wanted) const {
  throw JsonError(std::string("must be ") + wanted + ", got " + brief(*this));
}

void Json::throw_out_of_range() const {
  throw JsonError("a number out of range: " + brief(*this));
}

std::string Json::digits() const {
  if (!is_number_integer()) throw_not("an integer");
  return is_int64() ? std::to_string(value_.integer) : *value_.text;
}

const std::string& Json::as_string() const {
  if (!is_string()) throw_not("a string");
  return *value_.text;
}

std::string& Json::as_string() {
  return const_cast<std::string&>(std::as_const(*this).as_string());
}

const Json::Array& Json::as_array() const {
  if (!is_array()) throw_not("an array");
  return *value_.array;
}

Json::Array& Json::as_array() {
  return const_cast<Array&>(std::as_const(*this).as_array());
}

const Json::Object& Json::as_object() const {
  if (!is_object()) throw_not("an object");
  return *value_.object;
}

Json::Object& Json::as_object() {
  return const_cast<Object&>(std::as_const(*this).as_object());
}

const Json::Object& Json::items() const& {
  static const Object none;
  return is_null() ? none : as_object();
}

bool Json::to_bool() const {
  if (!is_boolean()) throw_not("a boolean");
  return value_.boolean;
}

std::int64_t Json::to_int64() const {
  if (is_int64()) return value_.integer;
  if (!is_number()) throw_not("a number");
  constexpr double bound = 9223372036854775808.0;  // 2^63
  if (kind_ != Kind::real || !(value_.real >= -bound && value_.real < bound)) throw_out_of_range();
  return static_cast<std::int64_t>(value_.real);
}

std::uint64_t Json::to_uint64() const {
  std::uint64_t value = 0;
  if (kind_ == Kind::big_integer) {
    const char* const end = value_.text->data() + value_.text->size();
    if (std::from_chars(value_.text->data(), end, value).ec != std::errc()) throw_out_of_range();
    return value;
  }
  const std::int64_t number = to_int64();
  if (number < 0) throw_out_of_range();
  return static_cast<std::uint64_t>(number);
}

double Json::to_double() const {
  switch (kind_) {
    case Kind::integer:
      return static_cast<double>(value_.integer);
    case Kind::real:
      return value_.real;
    case Kind::big_integer:
      return std::strtod(value_.text->c_str(), nullptr);
    default:
      throw_not("a number");
  }
}

std::size_t Json::size() const {
  switch (kind_) {
    case Kind::null:
      return 0;
    case Kind::array:
      return value_.array->size();
    case Kind::object:
      return value_.object->size();
    default:
      return 1;
  }
}

const Json* Json::find(std::string_view name) const {
  if (!is_object()) return nullptr;
  const auto field = value_.object->find(name);
  return field == value_.object->end() ? nullptr : &field->second;
}

Json* Json::find(std::string_view name) {
  return const_cast<Json*>(std::as_const(*this).find(name));
}

const Json& Json::at(std::string_view name) const {
  as_object();
  const Json* field = find(name);
  if (!field) throw JsonError("has no field '" + std::string(name) + "'");
  return *field;
}

Json& Json::at(std::string_view name) {
  return const_cast<Json&>(std::as_const(*this).at(name));
}

Json& Json::operator[](std::string_view name) {
  if (is_null()) *this = object();
  Object& fields = as_object();
  const auto place = fields.lower_bound(name);
  if (place != fields.end() && place->first == name) return place->second;
  return fields.emplace_hint(place, name, nullptr)->second;
}

void Json::erase(std::string_view name) {
  Object& fields = as_object();
  const auto field = fields.find(name);
  if (field != fields.end()) fields.erase(field);
}

void Json::update(const Json& other) {
  for (const auto& [name, value] : other.items()) (*this)[name] = value;
}

const Json& Json::element(std::size_t index) const {
  const Array& items = as_array();
  if (index >= items.size()) throw JsonError("has no element " + std::to_string(index));
  return items[index];
}

Json& Json::element(std::size_t index) {
  return const_cast<Json&>(std::as_const(*this).element(index));
}

void Json::push_back(Json value) {
  if (is_null()) *this = array();
  as_array().push_back(std::move(value));
}

void Json::erase_at(std::size_t index) {
  element(index);
  as_array().erase(begin() + static_cast<std::ptrdiff_t>(index));
}

bool Json::equals(const Json& other) const {
  if (kind_ != other.kind_)
    return is_number() && other.is_number() && (is_number_float() || other.is_number_float()) &&
           to_double() == other.to_double();
  switch (kind_) {
    case Kind::null:
      return true;
    case Kind::boolean:
      return value_.boolean == other.value_.boolean;
    case Kind::integer:
      return value_.integer == other.value_.integer;
    case Kind::real:
      return value_.real == other.value_.real;
    case Kind::array:
      return *value_.array == *other.value_.array;
    case Kind::object:
      return *value_.object == *other.value_.object;
    default:
      return *value_.text == *other.value_.text;
  }
}

bool Json::comes_before(const Json& other) const {
  // Each kind has the rank of its type.
  constexpr int ranks[] = {0, 1, 2, 2, 2, 5, 4, 3};
  const int rank = ranks[static_cast<int>(kind_)];
  const int others_rank = ranks[static_cast<int>(other.kind_)];
  if (rank != others_rank) return rank < others_rank;
  if (kind_ != other.kind_) {
    if (is_number_float() || other.is_number_float()) return to_double() < other.to_double();
    return is_less(digits(), other.digits());
  }
  switch (kind_) {
    case Kind::null:
      return false;
    case Kind::boolean:
      return value_.boolean < other.value_.boolean;
    case Kind::integer:
      return value_.integer < other.value_.integer;
    case Kind::real:
      return value_.real < other.value_.real;
    case Kind::big_integer:
      return is_less(*value_.text, *other.value_.text);
    case Kind::string:
      return *value_.text < *other.value_.text;
    case Kind::array:
      return *value_.array < *other.value_.array;
    case Kind::object:
      return *value_.object < *other.value_.object;
  }
  return false;
}

std::ostream& operator<<(std::ostream& out, const Json& json) {
  return out << json.dump();
}

std::string brief(const Json& json) {
  constexpr std::size_t max_length = 100;
  const std::string text = json.dump();
  return text.size() <= max_length ? text : text.substr(0, max_length) + "...";
}

}  // namespace glomers
