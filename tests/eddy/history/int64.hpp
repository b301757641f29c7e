#pragma once

#include "glomers/json.hpp"

namespace eddy {

/// A whole number within 64 bits.
inline bool fits_int64(const glomers::Json& value) {
  return value.is_int64();
}

}  // namespace eddy
