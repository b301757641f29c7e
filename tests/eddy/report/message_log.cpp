#include "tests/eddy/report/message_log.hpp"

#include <ostream>

namespace eddy {
namespace {

std::int64_t microseconds(Time time) {
  return std::chrono::duration_cast<std::chrono::microseconds>(time).count();
}

void write_times(std::ostream& out, const char* name, const std::vector<Time>& times, Time sent) {
  if (times.empty()) return;
  out << ",\"" << name << "\":";
  char before = '[';
  for (const Time time : times) {
    out << before << microseconds(time - sent);
    before = ',';
  }
  out << ']';
}

}  // namespace

void MessageLog::observe(const NetworkEvent& event) {
  if (event.kind == NetworkEvent::Kind::sent) {
    if (messages_.size() < most_messages_)
      messages_.push_back({event.time, {}, {}, to_line(event.message), event.traffic});
    else
      ++left_out_;
    return;
  }
  if (event.message_id >= messages_.size()) return;
  LoggedMessage& message = messages_[event.message_id];
  const bool received = event.kind == NetworkEvent::Kind::received;
  (received ? message.received : message.lost).push_back(event.time);
}

void MessageLog::write(std::ostream& out, Time origin) const {
  for (const LoggedMessage& message : messages_) {
    out << "{\"sent_us\":" << microseconds(message.sent - origin);
    write_times(out, "took_us", message.received, message.sent);
    write_times(out, "lost_us", message.lost, message.sent);
    out << ",\"message\":" << message.line << "}\n";
  }
  if (left_out_ > 0) out << "{\"left_out\":" << left_out_ << "}\n";
}

}  // namespace eddy
