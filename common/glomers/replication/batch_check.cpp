#include "glomers/replication/batch_check.hpp"

#include <map>
#include <set>

#include "glomers/replication/wire_number.hpp"
#include "glomers/time.hpp"

namespace glomers {
namespace {

/// A tag is drawn by make_tag() or is an epoch's number.
constexpr std::size_t max_tag_length = 32;
/// An entry may have waited for so long: a node may have stood still.
constexpr Time max_age = std::chrono::hours(24 * 365);
/// No interval is longer, and no alarm.
constexpr Time max_span = 1min;

void check_tag(const std::string& where, const std::string& tag) {
  if (tag.empty() || tag.size() > max_tag_length || tag.find('.') != std::string::npos)
    throw_malformed(where, "must be a tag: 1 to 32 characters, none of them a dot");
}

void check_span_of_time(const char* where, const std::optional<std::int64_t>& us, Time max) {
  if (us && (*us < 0 || *us > to_us(max)))
    throw_malformed(where, "must be from 0 to " + std::to_string(to_us(max)));
}

void check_clock(const char* where, std::int64_t us) {
  if (us <= -max_number || us >= max_number)
    throw_malformed(where, "must be a clock's time within 2^53");
}

}  // namespace

void BatchCheck::check(const Batch& batch) const {
  check_tag("tag", batch.tag);
  if (batch.to) check_tag("to", *batch.to);
  check_times(batch);
  if (batch.have) check_lengths("have", *batch.have);
  if (batch.made) check_number("made", *batch.made);
  if (batch.before) check_lengths("before", *batch.before);
  if (batch.rows)
    for (const auto& [name, lengths] : *batch.rows) check_lengths("rows." + name, lengths);
  check_incarnations(batch);
  if (batch.logs)
    for (const auto& [name, span] : *batch.logs) check_span(name, span);
}

void BatchCheck::check_times(const Batch& batch) const {
  check_clock("ts", batch.ts);
  if (batch.echo) {
    if (batch.echo->size() != 2) throw_malformed("echo", "must be [ts, microseconds]");
    check_clock("echo[0]", (*batch.echo)[0]);
    check_number("echo[1]", (*batch.echo)[1]);
  }
  check_span_of_time("age", batch.age, max_age);
  check_span_of_time("beat", batch.beat, max_span);
  check_span_of_time("alarm", batch.alarm, max_span);
}

void BatchCheck::check_length(const std::string& where, const std::string& name,
                              std::int64_t n) const {
  check_number(where, n);
  if (name == own && static_cast<std::uint64_t>(n) > own_length)
    throw_malformed(where, "says that this node's log is longer than it is");
}

void BatchCheck::check_lengths(const std::string& where, const Batch::Lengths& lengths) const {
  for (const auto& [name, length] : lengths) check_length(where + '.' + name, name, length);
}

void BatchCheck::check_span(const std::string& name, const std::vector<Json>& span) const {
  const std::string where = "logs." + name;
  std::int64_t start = 0;
  if (span.empty()) throw_malformed(where, "must be [start, entry...]");
  read_value(span[0], where + "[0]", start);
  check_number(where + "[0]", start);
  check_length(where, name, start + static_cast<std::int64_t>(span.size()) - 1);
  if (!entry || name == own) return;
  const auto log = logs.find(name);
  const std::uint64_t held = log ? logs.length(*log) : 0;
  for (std::size_t i = 1; i < span.size(); ++i)
    if (static_cast<std::uint64_t>(start) + i > held) entry(span[i]);
}

/// Every name must be a node's and a tag's, and the new ones must not be too many.
void BatchCheck::check_incarnations(const Batch& batch) const {
  std::set<std::string> fresh;
  const auto note = [&](const std::string& where, const std::string& name) {
    if (logs.find(name) || !fresh.insert(name).second) return;
    if (!logs.node_of(name)) throw_malformed(where + '.' + name, "is not a node of this cluster");
    check_tag(where + '.' + name, name.substr(name.rfind('.') + 1));
  };
  const auto note_all = [&](const std::string& where, const auto& by_name) {
    for (const auto& item : by_name) note(where, item.first);
  };
  note("tag", Logs::name_of(sender, batch.tag));
  if (batch.logs) note_all("logs", *batch.logs);
  if (batch.have) note_all("have", *batch.have);
  if (batch.before) note_all("before", *batch.before);
  if (batch.rows) {
    note_all("rows", *batch.rows);
    for (const auto& [name, lengths] : *batch.rows) note_all("rows." + name, lengths);
  }
  std::map<NodeIndex, std::size_t> fresh_of_node;
  for (const std::string& name : fresh) {
    const NodeIndex node = *logs.node_of(name);
    if (logs.incarnations(node) + ++fresh_of_node[node] > max_incarnations)
      throw_malformed("tag", "names too many starts of " + name.substr(0, name.rfind('.')));
  }
}

}  // namespace glomers
