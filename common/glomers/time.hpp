#pragma once

#include <chrono>
#include <cstdint>

namespace glomers {

/// A span of time, or an instant on a monotonic clock whose origin is of no
/// importance. The caller owns the clock: a process reads CLOCK_MONOTONIC, a
/// simulator counts, a test sets what it likes.
using Time = std::chrono::nanoseconds;

using std::chrono_literals::operator""ns;
using std::chrono_literals::operator""us;
using std::chrono_literals::operator""ms;
using std::chrono_literals::operator""s;
using std::chrono_literals::operator""min;

inline double to_ms(Time t) {
  return std::chrono::duration<double, std::milli>(t).count();
}

/// Whole microseconds, rounded down.
inline std::int64_t to_us(Time t) {
  return t / 1us;
}

inline Time from_ms(double ms) {
  return std::chrono::duration_cast<Time>(std::chrono::duration<double, std::milli>(ms));
}

}  // namespace glomers
