#pragma once

#include "glomers/json.hpp"

namespace eddy {

/// A whole number within 64 bits.
inline bool fits_int64(const glomers::Json& value) {
  // The JSON library keeps those from 0 on as unsigned ones.
  return value.is_number_integer() &&
         (!value.is_number_unsigned() || value.get<std::uint64_t>() <= INT64_MAX);
}

}  // namespace eddy
