#include "glomers/replication/journal.hpp"

#include <utility>

#include "glomers/replication/logs.hpp"

namespace glomers {

void Journal::open(std::function<void(const std::string&, std::vector<PastLog>)> opened) {
  recovery_.start([this, opened](std::int64_t epoch, std::vector<PastLog> past) {
    const std::string tag = std::to_string(epoch);
    origin_ = Logs::name_of(node_.id(), tag);
    opened(tag, std::move(past));
    write_when_due();
  });
}

void Journal::append(EntryFactory make, Done done) {
  const std::string client = node_.current_client();
  writers_.begin_wait(client, node_.now());
  waiting_.push_back({std::move(make), std::move(done), client});
  write_when_due();
}

/// An entry that waits for others costs time, and saves a write only if they come.
Time Journal::next_write() {
  if (!last_write_ || !writers_.more_may_come(node_.now() - interval_)) return node_.now();
  return *last_write_ + interval_;
}

void Journal::write_when_due() {
  if (origin_.empty() || waiting_.empty() || !group_.empty()) return;
  const Time due = next_write();
  if (due <= node_.now()) return write();
  if (std::exchange(timer_set_, true)) return;
  node_.after(due - node_.now(), [this] {
    timer_set_ = false;
    write_when_due();
  });
}

void Journal::write() {
  put_together();
  if (group_.empty()) return;
  last_write_ = node_.now();
  Json chunk = Json::array();
  for (const Item& item : group_) chunk.push_back(item.entry);
  store_.create(chunk_key(origin_, chunks_), chunk, [this](bool created) { finish(created); });
}

void Journal::put_together() {
  for (Wanted& wanted : std::exchange(waiting_, {})) {
    try {
      group_.push_back({wanted.make(), std::move(wanted.done), wanted.client});
    } catch (const std::exception& error) {
      writers_.end_wait(wanted.client, node_.now());
      node_.log(std::string("an entry cannot be made: ") + error.what());
    }
  }
}

/// If the key exists, an earlier attempt of this write has come through, or, if it
/// is sealed, a later start of this node has taken this one for dead.
void Journal::finish(bool created) {
  if (created) return stored();
  store_.read_existing(chunk_key(origin_, chunks_), [this](const Json& chunk) {
    if (chunk != seal_mark) return stored();
    node_.log("the journal is sealed: another process has started as " + node_.id());
  });
}

void Journal::stored() {
  ++chunks_;
  for (const Item& item : group_) writers_.end_wait(item.client, node_.now());
  stored_(std::exchange(group_, {}));
  write_when_due();
}

}  // namespace glomers
