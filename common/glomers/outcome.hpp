#pragma once

#include <optional>

#include "glomers/error.hpp"

namespace glomers {

/// A typed answer: the value, or the error.
template <class T>
struct Outcome {
  std::optional<T> value;
  std::optional<RpcError> error;

  bool ok() const { return !error; }
};

}  // namespace glomers
