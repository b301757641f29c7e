#include "tests/eddy/judge/values.hpp"

#include <utility>

#include "tests/eddy/history/quote.hpp"

namespace eddy {

namespace {

Json with_one_zero(Json value) {
  if (value.is_number_float() && value == 0.0) return 0.0;
  if (value.is_array())
    for (Json& part : value) part = with_one_zero(std::move(part));
  else if (value.is_object())
    for (auto& [name, part] : value.items()) part = with_one_zero(std::move(part));
  return value;
}

/// The same for two values if and only if they are the same.
std::string text_of(const Json& value) {
  std::string text = value.dump();
  return text.find("-0.0") == std::string::npos ? text : with_one_zero(value).dump();
}

int compare_lists(const Json& a, const Json& b) {
  if (a.size() != b.size()) return a.size() < b.size() ? -1 : 1;
  for (std::size_t i = 0; i < a.size(); ++i) {
    const int order = compare_values(a[i], b[i]);
    if (order != 0) return order;
  }
  return 0;
}

}  // namespace

std::string key_name(const Json& key) {
  return key.is_string() ? key.get<std::string>() : key.dump();
}

bool same_value(const Json& a, const Json& b) {
  return text_of(a) == text_of(b);
}

int compare_values(const Json& a, const Json& b) {
  if (a.is_null() || b.is_null()) return (a.is_null() ? 0 : 1) - (b.is_null() ? 0 : 1);
  if (a.is_array() && b.is_array()) return compare_lists(a, b);
  const bool same_kind = (a.is_number() && b.is_number()) || (a.is_string() && b.is_string()) ||
                         (a.is_boolean() && b.is_boolean());
  if (!same_kind) throw NotComparable(quote(a) + " and " + quote(b) + " have no order");
  return a < b ? -1 : (b < a ? 1 : 0);
}

std::size_t ValueNumbers::number(const Json& value) {
  const std::size_t fresh = values_.size();
  const std::size_t number = value.is_int64()
                                 ? integers_.emplace(value.get<std::int64_t>(), fresh).first->second
                                 : others_.emplace(text_of(value), fresh).first->second;
  if (number == fresh) values_.push_back(value);
  return number;
}

std::size_t ValueNumbers::find(const Json& value) const {
  if (value.is_int64()) {
    const auto it = integers_.find(value.get<std::int64_t>());
    return it == integers_.end() ? none : it->second;
  }
  const auto it = others_.find(text_of(value));
  return it == others_.end() ? none : it->second;
}

}  // namespace eddy
