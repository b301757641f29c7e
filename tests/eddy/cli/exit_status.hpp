#pragma once

#include "glomers/json.hpp"

namespace eddy {

// Exit statuses, as Jepsen has them.
inline constexpr int exit_valid = 0;
inline constexpr int exit_invalid = 1;
inline constexpr int exit_unknown = 2;
inline constexpr int exit_bad_arguments = 254;
inline constexpr int exit_failure = 255;
/// After Ctrl-C, as shells have it.
inline constexpr int exit_interrupted = 130;

/// Of a verdict: true, false or "unknown".
inline int exit_status_of(const glomers::Json& valid) {
  return valid == true ? exit_valid : valid == false ? exit_invalid : exit_unknown;
}

}  // namespace eddy
