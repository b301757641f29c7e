#include "tests/eddy/judge/values.hpp"

namespace eddy {

namespace {

/// nlohmann keeps whole numbers from 0 on as unsigned ones.
bool fits_int64(const Json& value) {
  return value.is_number_integer() &&
         (!value.is_number_unsigned() || value.get<std::uint64_t>() <= INT64_MAX);
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

bool same_value(const Json& a, const Json& b) {
  return a.dump() == b.dump();
}

int compare_values(const Json& a, const Json& b) {
  if (a.is_null() || b.is_null()) return (a.is_null() ? 0 : 1) - (b.is_null() ? 0 : 1);
  if (a.is_array() && b.is_array()) return compare_lists(a, b);
  const bool same_kind = (a.is_number() && b.is_number()) || (a.is_string() && b.is_string()) ||
                         (a.is_boolean() && b.is_boolean());
  if (!same_kind) throw NotComparable(a.dump() + " and " + b.dump() + " have no order");
  return a < b ? -1 : (b < a ? 1 : 0);
}

std::size_t ValueNumbers::number(const Json& value) {
  const std::size_t fresh = values_.size();
  const std::size_t number = fits_int64(value)
                                 ? integers_.emplace(value.get<std::int64_t>(), fresh).first->second
                                 : others_.emplace(value.dump(), fresh).first->second;
  if (number == fresh) values_.push_back(value);
  return number;
}

std::size_t ValueNumbers::find(const Json& value) const {
  if (fits_int64(value)) {
    const auto it = integers_.find(value.get<std::int64_t>());
    return it == integers_.end() ? none : it->second;
  }
  const auto it = others_.find(value.dump());
  return it == others_.end() ? none : it->second;
}

}  // namespace eddy
