#pragma once

#include <stdexcept>
#include <string>

#include "tests/eddy/history/sentence.hpp"

namespace eddy {

/// What keeps the real checker from a verdict: it throws there.
struct CannotJudge : std::runtime_error {
  CannotJudge(const char* code, const Sentence& why)
      : std::runtime_error(why.text()), error(code), sentence(why) {}
  const char* error;  ///< a short name
  Sentence sentence;  ///< without its full stop
};

/// The result of a history that cannot be judged: {"valid": "unknown", "error", "explanations"}.
glomers::Json unknown_result(const std::string& error, const Sentence& sentence);

}  // namespace eddy
