#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "eddy/history/history.hpp"

namespace eddy {

// Sentences about a history name its ops in one form, so that a program finds them, too.

/// "process 3, op 17, at 1.204 s"; 17 is the op's index.
std::string who_and_when(const Op& op);

/// "1.204 s"
std::string in_seconds(std::int64_t time_ns);

/// An op that a sentence names as who_and_when does.
struct Mention {
  std::int64_t process = 0;
  std::int64_t index = 0;         ///< of the op
  std::size_t after_process = 0;  ///< where in the sentence "process 3" ends
};

/// In the order of the sentence.
std::vector<Mention> mentions_in(const std::string& sentence);

}  // namespace eddy
