#pragma once

#include <cstdint>
#include <string>

namespace glomers {

/// Every number that nodes tell each other is below it, positions, lengths, stamps and clocks:
/// such a number is exact in any reader of JSON, and sums of a few do not overflow.
inline constexpr std::int64_t max_number = std::int64_t{1} << 53;

/// Throws malformed-request unless 0 <= n < max_number; `where` names the field.
void check_number(const std::string& where, std::int64_t n);

}  // namespace glomers
