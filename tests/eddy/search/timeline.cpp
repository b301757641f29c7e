#include "tests/eddy/search/timeline.hpp"

#include <algorithm>
#include <cstdio>

#include "tests/eddy/run/trial.hpp"

namespace eddy {
namespace {

struct Entry {
  Time time;
  std::string text;
};

std::string describe(const NetworkEvent& event) {
  static const char* const verbs[] = {"sent", "received", "LOST"};
  return "    #" + std::to_string(event.message_id) + ' ' + verbs[static_cast<int>(event.kind)] +
         ' ' + to_line(event.message);
}

std::string describe(const Op& op) {
  const std::string who =
      op.process == nemesis_process ? "nemesis" : "process " + std::to_string(op.process);
  return who + ' ' + to_string(op.type) + ' ' + op.f + ' ' + op.value.dump();
}

std::string line_of(const Entry& entry) {
  char stamp[32];
  std::snprintf(stamp, sizeof stamp, "%11.3f ms  ", glomers::to_ms(entry.time));
  return stamp + entry.text;
}

}  // namespace

std::vector<std::string> timeline(const TestOptions& options) {
  std::vector<Entry> entries;
  const Trial trial = run_trial(options, [&](const NetworkEvent& event) {
    if (event.traffic == Traffic::Kind::server) entries.push_back({event.time, describe(event)});
  });
  if (!trial.recording) return {trial.report};
  const Time began = trial.recording->began;
  for (const Op& op : trial.recording->history)
    entries.push_back({began + Time(op.time_ns), describe(op)});
  if (!trial.recording->history.empty()) {  // the messages after the end do not matter
    const Time end = began + Time(trial.recording->history.back().time_ns);
    const auto is_later = [&](const Entry& entry) { return entry.time > end; };
    entries.erase(std::remove_if(entries.begin(), entries.end(), is_later), entries.end());
  }
  const auto earlier = [](const Entry& a, const Entry& b) { return a.time < b.time; };
  std::stable_sort(entries.begin(), entries.end(), earlier);
  std::vector<std::string> lines;
  for (const Entry& entry : entries) lines.push_back(line_of(entry));
  return lines;
}

}  // namespace eddy
