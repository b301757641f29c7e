#pragma once

#include <cstddef>
#include <cstdint>
#include <stdexcept>
#include <string>
#include <unordered_map>
#include <vector>

#include "glomers/json.hpp"

namespace eddy {

using glomers::Json;

/// In JSON an object's keys are strings; so to kafka 3 and "3" are one key.
std::string key_name(const Json& key);

/// Equal in value and in type: 5, 5.0 and "5" are three values; -0.0 and 0.0 are one.
bool same_value(const Json& a, const Json& b);

/// Two values that have no order, such as a number and a string.
struct NotComparable : std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// Clojure's order, by which the real checkers sort: below 0, 0 or above 0. Null
/// comes first; numbers go by value (1 and 1.0 are level); lists by length, then
/// by element. Throws NotComparable for different types and for objects.
int compare_values(const Json& a, const Json& b);

/// Numbers the values that it meets, from 0 on, in the sense of same_value().
class ValueNumbers {
 public:
  /// The value's number; a new one if it has none yet.
  std::size_t number(const Json& value);

  /// The value's number, or `none`.
  std::size_t find(const Json& value) const;

  const Json& value(std::size_t number) const { return values_[number]; }
  std::size_t size() const { return values_.size(); }

  static constexpr std::size_t none = static_cast<std::size_t>(-1);

 private:
  std::vector<Json> values_;
  std::unordered_map<std::int64_t, std::size_t> integers_;
  std::unordered_map<std::string, std::size_t> others_;
};

}  // namespace eddy
