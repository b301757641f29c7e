#include "tests/eddy/report/message_log.hpp"

#include <ostream>
#include <string_view>

#include "glomers/json_scan.hpp"

namespace eddy {
namespace {

/// If a line is longer, those fields of its body are left out that are longer than a field may be.
constexpr std::size_t max_line_bytes = 10000;
constexpr std::size_t max_field_bytes = 1000;

std::int64_t microseconds(Time time) {
  return std::chrono::duration_cast<std::chrono::microseconds>(time).count();
}

void add_times(std::string& text, const char* name, const std::vector<Time>& times, Time sent) {
  if (times.empty()) return;
  text.append(",\"").append(name).append("\":");
  char before = '[';
  for (const Time time : times) {
    text += before;
    text += std::to_string(microseconds(time - sent));
    before = ',';
  }
  text += ']';
}

/// The long fields of the message's body. A line that JsonScan does not take has none.
std::vector<std::string_view> long_fields(const std::string& line) {
  std::vector<std::string_view> found;
  glomers::JsonScan scan(line, glomers::max_input_nesting);
  const auto take_value = [&] { return scan.take_value(); };
  const auto take_field = [&](std::string_view) {
    std::string_view value;
    if (!scan.text_of(value, take_value)) return false;
    if (value.size() > max_field_bytes) found.push_back(value);
    return true;
  };
  const bool plain = scan.take_object([&](std::string_view name) {
    return name == "body" ? scan.take_object(take_field) : take_value();
  });
  return plain ? found : std::vector<std::string_view>();
}

/// The line to keep.
std::string shortened(std::string line) {
  if (line.size() <= max_line_bytes) return line;
  std::string kept;
  std::size_t done = 0;
  for (const std::string_view value : long_fields(line)) {
    const auto at = static_cast<std::size_t>(value.data() - line.data());
    kept.append(line, done, at - done);
    kept += "\"(" + std::to_string(value.size()) + " bytes)\"";
    done = at + value.size();
  }
  return kept.append(line, done);
}

}  // namespace

void MessageLog::observe(const NetworkEvent& event) {
  if (event.kind == NetworkEvent::Kind::sent) {
    if (messages_.size() < max_messages_)
      messages_.push_back({event.time, {}, {}, shortened(to_line(event.message)), event.traffic});
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
  std::string text;
  for (const LoggedMessage& message : messages_) {
    text = "{\"sent_us\":" + std::to_string(microseconds(message.sent - origin));
    add_times(text, "took_us", message.received, message.sent);
    add_times(text, "lost_us", message.lost, message.sent);
    text.append(",\"message\":").append(message.line).append("}\n");
    out << text;
  }
  if (left_out_ > 0) out << "{\"left_out\":" << left_out_ << "}\n";
}

}  // namespace eddy
