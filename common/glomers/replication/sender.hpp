#pragma once

#include <optional>
#include <vector>

#include "glomers/replication/incarnation.hpp"

namespace glomers {

struct BatchKind {
  bool digest = false;  ///< tells all that this node holds, not only what is news
  std::optional<Time> until_next_beat = std::nullopt;  ///< in a flush of the hub
};

/// Puts batches and digests together, and sends them.
class Sender {
 public:
  explicit Sender(Incarnation& self) : self_(self) {}

  /// All that the peer lacks and all that it does not know this node holds.
  void send_batch(Peer& peer, const BatchKind& kind = {});

  /// Whether a digest is to be answered even if nobody lacks anything.
  enum class Answer { if_anything_lacks, always };

  /// All that this node holds, as lengths of logs. The peer answers with what this node lacks.
  void send_digest(Peer& peer, Answer answer);

  /// A digest that has to be answered, or the peer is suspected. Where nobody lacks anything, an
  /// acknowledgement is an answer as well.
  void ask(Peer& peer, Answer answer);

 private:
  Batch make_batch(Peer& peer);
  void add_own_lengths(const std::vector<LogSpan>& spans, Batch::Lengths& have) const;
  std::vector<LogSpan> to_push(const Peer& peer) const;
  void add_rows(Peer& peer, Batch& batch);
  void send(const Peer& peer, const Batch& batch, const RawField& logs = {});

  Incarnation& self_;
  SpanWriter span_writer_;
};

}  // namespace glomers
