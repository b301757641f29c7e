#pragma once

#include <stdexcept>
#include <string>
#include <type_traits>

#include "glomers/time.hpp"

namespace glomers {

/// What the code relies on does not hold. The code is wrong, and the node's state can be
/// trusted no more, so this is no error to answer a request with: it ends the node. The
/// node names itself in it, logs it, and passes it on to its driver.
struct InvariantError : std::logic_error {
  InvariantError(const char* sentence, const std::string& text)
      : std::logic_error(text), invariant(sentence) {}

  std::string invariant;  ///< the sentence that does not hold, without any state
};

/// A sentence that has to hold, and the place in the code that says so.
struct Invariant {
  constexpr Invariant(const char* text, const char* in = __builtin_FILE(),
                      int at = __builtin_LINE())
      : sentence(text), file(in), line(at) {}

  const char* sentence;
  const char* file;
  int line;
};

[[noreturn]] void throw_broken(const Invariant& invariant, const std::string& state);

// state_text(): a value as the message of a broken invariant shows it.

inline std::string state_text(const std::string& text) {
  return text;
}

inline std::string state_text(Time time) {
  return std::to_string(to_ms(time)) + " ms";
}

template <class T>
requires(std::is_arithmetic_v<T>) std::string state_text(T number) {
  return std::to_string(number);
}

/// Throws InvariantError unless the condition holds. It is checked in every build. The state
/// is what a person needs to understand the case, a text before each value; it costs
/// nothing while the condition holds:
///
///   ensure(now >= now_, "a node's clock never goes back", "it was", now_, "and is", now);
template <class... State>
void ensure(bool condition, const Invariant& invariant, const State&... state) {
  if (condition) [[likely]]
    return;
  throw_broken(invariant, (std::string() + ... + (' ' + state_text(state))));
}

}  // namespace glomers
