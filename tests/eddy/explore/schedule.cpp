#include "tests/eddy/explore/schedule.hpp"

#include <charconv>
#include <sstream>
#include <stdexcept>

namespace eddy {
namespace {

struct Names {
  Deviation deviation;
  const char* name;
  const char* fault;
};

constexpr Names all_names[] = {{Deviation::lost, "lost", "loss"},
                               {Deviation::doubled, "doubled", "duplicate"},
                               {Deviation::overtaken, "overtaken", "reorder"},
                               {Deviation::overdue, "overdue", "reorder"},
                               {Deviation::timer_first, "timer-first", "slow"},
                               {Deviation::cut, "cut", "partition"},
                               {Deviation::isolated, "isolated", "partition"},
                               {Deviation::paused, "paused", "pause"},
                               {Deviation::stopped, "stopped", "pause"},
                               {Deviation::killed, "killed", "kill"},
                               {Deviation::dead, "dead", "kill"},
                               {Deviation::early, "early", ""},
                               {Deviation::late, "late", ""}};

const char* const regular = "regular";

const Names& names_of(Deviation deviation) {
  return all_names[static_cast<std::size_t>(deviation)];
}

Choice parse_choice(const std::string& text) {
  Choice choice{};
  const char* const end = text.data() + text.size();
  const auto [rest, error] = std::from_chars(text.data(), end, choice.point);
  if (error == std::errc() && rest != end && *rest == ':')
    for (const Names& each : all_names)
      if (std::string(rest + 1, end) == each.name) {
        choice.deviation = each.deviation;
        return choice;
      }
  throw std::invalid_argument("--schedule: '" + text +
                              "' is no point and deviation, such as 12:lost");
}

}  // namespace

const char* to_string(Deviation deviation) {
  return names_of(deviation).name;
}

std::string fault_of(Deviation deviation) {
  return names_of(deviation).fault;
}

const std::vector<std::string>& explorable_faults() {
  static const std::vector<std::string> words = {"partition", "loss",  "duplicate", "reorder",
                                                 "slow",      "pause", "kill"};
  return words;
}

std::string to_string(const Schedule& schedule) {
  std::string text;
  for (const auto& [point, deviation] : schedule)
    text += (text.empty() ? "" : ",") + std::to_string(point) + ':' + to_string(deviation);
  return text.empty() ? regular : text;
}

Schedule parse_schedule(const std::string& text) {
  Schedule schedule;
  if (text == regular) return schedule;
  std::istringstream words(text);
  for (std::string word; std::getline(words, word, ',');) {
    schedule.push_back(parse_choice(word));
    if (schedule.size() > 1 && schedule.back().point <= schedule[schedule.size() - 2].point)
      throw std::invalid_argument("--schedule: its points must rise, and " + word + " does not");
  }
  return schedule;
}

}  // namespace eddy
