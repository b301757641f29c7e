#include "tests/eddy/search/timeline.hpp"

#include <algorithm>
#include <cstdio>

#include "tests/eddy/history/quote.hpp"

namespace eddy {
namespace {

struct Entry {
  Time time;  ///< since the history began
  std::string text;
};

std::string describe(const Op& op) {
  const std::string what = std::string(to_string(op.type)) + ' ' + op.f + ' ' + quote(op.value);
  if (op.process == nemesis_process) return "nemesis, op " + std::to_string(op.index) + ": " + what;
  const std::string who = "process " + std::to_string(op.process) + " [" + op.client + " of " +
                          op.node + "], op " + std::to_string(op.index) + ": ";
  return who + what + (op.error.is_null() ? "" : ", " + quote(op.error));
}

std::string line_of(const Entry& entry) {
  char stamp[32];
  std::snprintf(stamp, sizeof stamp, "%12.6f s  ", glomers::to_ms(entry.time) / 1000);
  return stamp + entry.text;
}

void add_message(const LoggedMessage& message, std::size_t id, std::vector<Entry>& entries) {
  const auto add = [&](Time time, const char* verb) {
    entries.push_back(
        {time, "    #" + std::to_string(id) + ' ' + verb + ' ' + cut_short(message.line)});
  };
  add(message.sent, "sent");
  for (const Time time : message.received) add(time, "received");
  for (const Time time : message.lost) add(time, "LOST");
}

}  // namespace

std::vector<std::string> timeline(const History& history, const MessageLog& messages, Time began) {
  std::vector<Entry> entries;
  for (std::size_t id = 0; id < messages.messages().size(); ++id)
    if (messages.messages()[id].traffic == Traffic::Kind::server)
      add_message(messages.messages()[id], id, entries);
  for (Entry& entry : entries) entry.time -= began;
  for (const Op& op : history) entries.push_back({Time(op.time_ns), describe(op)});
  if (!history.empty()) {  // the messages after the end do not matter
    const Time end(history.back().time_ns);
    const auto is_later = [&](const Entry& entry) { return entry.time > end; };
    entries.erase(std::remove_if(entries.begin(), entries.end(), is_later), entries.end());
  }
  const auto earlier = [](const Entry& a, const Entry& b) { return a.time < b.time; };
  std::stable_sort(entries.begin(), entries.end(), earlier);
  std::vector<std::string> lines;
  for (const Entry& entry : entries) lines.push_back(line_of(entry));
  if (messages.left_out() > 0)
    lines.push_back("(" + std::to_string(messages.left_out()) +
                    " messages came after these and are not kept)");
  return lines;
}

}  // namespace eddy
