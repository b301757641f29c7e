#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace eddy {

/// How a schedule may differ from the regular one at one point of it. EXPLORE.md says what each is.
enum class Deviation : std::uint8_t {
  lost,
  doubled,
  overtaken,
  overdue,
  timer_first,
  cut,
  isolated,
  paused,
  stopped,
  killed,
  dead,
  early,
  late
};

/// As a schedule's text calls it: "lost".
const char* to_string(Deviation deviation);
/// The word of --nemesis that allows it; empty: it is always allowed.
std::string fault_of(Deviation deviation);
/// The words of --nemesis that allow some deviation.
const std::vector<std::string>& explorable_faults();

/// At the point of this number, counted from 0 in the order of the run, this happens.
struct Choice {
  std::uint32_t point;
  Deviation deviation;

  bool operator==(const Choice&) const = default;
};

/// By rising points; the regular schedule is the empty one.
using Schedule = std::vector<Choice>;

/// "12:lost,31:killed"; "regular" for the empty one.
std::string to_string(const Schedule& schedule);
/// Throws std::invalid_argument with a text for a person.
Schedule parse_schedule(const std::string& text);

}  // namespace eddy
