#include "glomers/replication/flush.hpp"

#include <algorithm>

namespace glomers {

void Flush::note_entries(LogId log, std::optional<Time> age) {
  const auto waits = [&](const Peer& peer) {
    return !peer.is_suspect() && peer.progress.lacks(self_.logs, log);
  };
  if (!std::ranges::any_of(self_.star.served_peers(), waits)) return;
  if (self_.star.is_hub() && age)
    self_.beat.on_forwarded_entry(self_.now(), *age);
  else
    self_.beat.on_local_entry(self_.now());
}

std::optional<Time> Flush::due() const {
  if (self_.star.is_hub()) return self_.beat.hub_due();
  return self_.beat.leaf_due(self_.star.hub().rtt, self_.now());
}

void Flush::run() {
  BatchKind kind;
  if (self_.star.is_hub()) kind.until_next_beat = self_.beat.hub_flushed(self_.now());
  for (Peer& peer : self_.star.served_peers())
    if (!peer.is_suspect() && has_news_for(peer)) sender_.send_batch(peer, kind);
  // A batch to the hub counts as the leaf's flush. If none was wanted, nothing waits any more.
  if (!self_.star.is_hub() && self_.beat.waiting_since()) self_.beat.leaf_flushed(self_.now());
}

/// Where stability is wanted, a log that has grown is news even to a peer that holds it all, and so
/// are the hub's rows.
bool Flush::has_news_for(const Peer& peer) const {
  const Progress& progress = peer.progress;
  bool news = false;
  if (self_.stability.is_wanted()) {
    news = progress.sent_version < self_.logs.version();
    if (self_.star.is_hub() && self_.star.size() > 2)
      news |= progress.sent_rows_version < self_.stability.version();
  }
  self_.logs.for_each_changed_since(progress.sent_version,
                                    [&](LogId log) { news |= progress.lacks(self_.logs, log); });
  return news;
}

}  // namespace glomers
