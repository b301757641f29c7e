#include "glomers/replication/recovery.hpp"

#include <stdexcept>

#include "glomers/ensure.hpp"
#include "glomers/replication/logs.hpp"

namespace glomers {
namespace {

/// A node that dies each second has so many starts after hours. The journal of each is read, so a
/// number that lin-kv makes up must be bounded.
constexpr std::int64_t max_starts = 10'000;

std::string epoch_key(const std::string& node_id) {
  return "epoch/" + node_id;
}

/// The number of a node's starts, as lin-kv tells it.
std::int64_t starts_of(const std::string& node_id, const Json& told) {
  if (!told.is_number_integer() || told < 1 || told > max_starts)
    throw std::invalid_argument("lin-kv's " + epoch_key(node_id) + " is " + brief(told) +
                                ", and should be a number of starts: this node cannot start");
  return told.get<std::int64_t>();
}

}  // namespace

void Recovery::start(Done done) {
  done_ = std::move(done);
  began_ = node_.now();
  store_.create(epoch_key(node_.id()), 1, [this](bool created) {
    if (!created) return take_next_epoch();
    epoch_ = 1;
    done_(epoch_, {});
  });
}

/// An epoch counts as taken only where lin-kv said so: one of which that is not known
/// may be that of another start.
void Recovery::take_next_epoch() {
  store_.read_existing(epoch_key(node_.id()), [this](const Json& last) {
    const std::int64_t next = starts_of(node_.id(), last) + 1;
    store_.replace(epoch_key(node_.id()), last, next, [this, next](bool taken) {
      if (!taken) return take_next_epoch();
      epoch_ = next;
      read_all();
    });
  });
}

void Recovery::read_all() {
  node_.log("start number " + std::to_string(epoch_) + ": reading the journals");
  unread_ = node_.ids().size();
  for (const std::string& id : node_.ids()) {
    if (id == node_.id()) {
      read_starts(id, epoch_ - 1, JournalReader::End::sealed);
      continue;
    }
    store_.read(epoch_key(id), [this, id](const std::optional<Json>& count) {
      read_starts(id, count ? starts_of(id, *count) : 0, JournalReader::End::open);
    });
  }
}

void Recovery::read_starts(const std::string& node_id, std::int64_t count, JournalReader::End end) {
  for (std::int64_t epoch = 1; epoch <= count; ++epoch) {
    const std::string origin = Logs::name_of(node_id, std::to_string(epoch));
    ++unread_;
    JournalReader::read(store_, origin, end, [this, origin](std::vector<Json> entries) {
      past_.push_back({origin, std::move(entries)});
      one_read();
    });
  }
  one_read();
}

void Recovery::one_read() {
  ensure(unread_ > 0, "no journal is read to its end twice");
  if (--unread_ > 0) return;
  std::size_t entries = 0;
  for (const PastLog& log : past_) entries += log.entries.size();
  node_.log("recovered " + std::to_string(entries) + " entries from " +
            std::to_string(past_.size()) + " journals in " +
            std::to_string(static_cast<int>(to_ms(node_.now() - began_))) + " ms");
  done_(epoch_, std::move(past_));
}

}  // namespace glomers
