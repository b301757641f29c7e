#pragma once

#include <optional>

#include "glomers/replication/sender.hpp"

namespace glomers {

/// The batches to all peers that this node serves, when the beat says so.
class Flush {
 public:
  Flush(Incarnation& self, Sender& sender) : self_(self), sender_(sender) {}

  /// The log has grown. What a served peer lacks of it waits for the next flush. An entry that
  /// came in a batch has waited for `age` by now.
  void note_entries(LogId log, std::optional<Time> age = std::nullopt);

  /// None if nothing waits.
  std::optional<Time> due() const;
  void run();

 private:
  bool has_news_for(const Peer& peer) const;

  Incarnation& self_;
  Sender& sender_;
};

}  // namespace glomers
