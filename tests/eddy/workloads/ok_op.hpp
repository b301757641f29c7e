#pragma once

#include <string>

#include "tests/eddy/workloads/workload.hpp"

namespace eddy {

/// A completion as a workload observes it; the value as JSON text.
inline Op ok_op(const std::string& f, const char* value, std::int64_t process = 0) {
  return {.type = OpType::ok,
          .process = process,
          .f = f,
          .value = Json::parse(value),
          .error = nullptr};
}

}  // namespace eddy
