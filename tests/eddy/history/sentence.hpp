#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "eddy/history/history.hpp"

namespace eddy {

/// Words for a person, and the operations that they name. What is put together of sentences
/// names the operations of all of them, so nobody has to look for them in the words.
class Sentence {
 public:
  Sentence() = default;
  Sentence(std::string text) : text_(std::move(text)) {}  // NOLINT: words are a sentence
  Sentence(const char* text) : text_(text) {}             // NOLINT

  Sentence& operator+=(const Sentence& more);
  friend Sentence operator+(Sentence sentence, const Sentence& more) { return sentence += more; }

  const std::string& text() const { return text_; }
  /// Their indices, once each, in the order in which they are named.
  const std::vector<std::int64_t>& operations() const { return operations_; }
  /// The node that each of these operations asked; none where a history does not tell.
  const std::vector<std::string>& nodes() const { return nodes_; }

 private:
  friend Sentence who_and_when(const Op& op);

  std::string text_;
  std::vector<std::int64_t> operations_;
  std::vector<std::string> nodes_;
};

/// "process 3 [c4 of n0], op 17, at 1.204 s"; 17 is the op's index. Without the brackets where
/// nothing is known but the history.
Sentence who_and_when(const Op& op);

/// "1.204 s"
std::string in_seconds(std::int64_t time_ns);

}  // namespace eddy
