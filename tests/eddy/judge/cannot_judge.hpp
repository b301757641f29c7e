#pragma once

#include <stdexcept>
#include <string>

#include "glomers/json.hpp"

namespace eddy {

/// What keeps the real checker from a verdict: it throws there. what() is a sentence.
struct CannotJudge : std::runtime_error {
  CannotJudge(const char* code, const std::string& sentence)
      : std::runtime_error(sentence), error(code) {}
  const char* error;  ///< a short name
};

/// The result of a history that cannot be judged: {"valid": "unknown", "error", "explanations"}.
glomers::Json unknown_result(const std::string& error, const std::string& sentence);

}  // namespace eddy
