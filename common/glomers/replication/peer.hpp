#pragma once

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "glomers/replication/progress.hpp"
#include "glomers/replication/rtt.hpp"

namespace glomers {

/// Another node, as this node knows it: who it is, how far it has been served, and in which
/// condition it is.
///
/// | condition | what it means | what it is sent | what ends it |
/// |---|---|---|---|
/// | quiet | it has confirmed and answered all that it was sent | batches | mark_sent() or ask():
/// awaited | | awaited | a batch is not confirmed, or a question not answered | batches | the last
/// is: quiet · answer_timeout() after waiting_since(): suspect | | suspect | it did not answer in
/// time | digests that probe it | clear_suspicion(): quiet, and all that it lacks is sent anew |
///
/// Another incarnation makes it a new peer (note_incarnation): quiet, and nothing is known of
/// what it holds. Only a peer that this node serves (Star) is ever suspected. Entries that a
/// suspect gets in answer to its own digests are not awaited.
class Peer {
 public:
  enum class Condition { quiet, awaited, suspect };

  Peer(NodeIndex index, std::string id) : index_(index), id_(std::move(id)) {}

  NodeIndex index() const { return index_; }
  const std::string& id() const { return id_; }

  // Its incarnation: the one that was heard last. ------------------------------

  /// Empty until the peer was heard.
  const std::string& tag() const { return tag_; }
  /// The log of that incarnation.
  std::optional<LogId> log() const { return log_; }

  /// A message of this incarnation has come. Returns whether the peer was known as another.
  /// That may also be a late message of a dead incarnation: who is asked what it
  /// holds is the living one, and its answer sets things right.
  bool note_incarnation(const std::string& tag, Logs& logs);

  /// How long that log will at least be.
  std::uint64_t own_length_pending() const { return own_length_pending_; }
  void note_own_length(std::uint64_t length) {
    own_length_pending_ = std::max(own_length_pending_, length);
  }

  /// Whether it has spoken to this node's incarnation.
  bool knows_us() const { return knows_us_; }
  void note_knows_us() { knows_us_ = true; }

  // Its condition. ---------------------------------------------------------------

  Condition condition() const;
  /// {"id", "condition", "has": lengths, "sent": lengths}, each in the order of the logs.
  Json describe(const Logs& logs) const;

  bool is_suspect() const { return next_probe_.has_value(); }

  /// When the oldest of that went out which has not been confirmed: entries, or an
  /// answer that was asked for.
  std::optional<Time> waiting_since() const;

  /// How long an answer may take, if the peer takes this long to acknowledge.
  Time answer_timeout(Time ack_delay) const;

  /// It was sent a question, and its answer is waited for.
  void ask(Time now) { asked_since_ = asked_since_.value_or(now); }

  /// It did not answer in time. It is probed at once.
  void suspect(Time now);

  /// It answers something that this node sent. Returns whether it was a suspect.
  bool clear_suspicion();

  /// When a suspect is to be probed next.
  Time next_probe() const;
  void probe_next_at(Time time) { next_probe_ = time; }

  // What was said lately. ------------------------------------------------------

  void note_message(std::int64_t ts, Time now);
  /// [its last time stamp, the microseconds since then], once for each message.
  std::optional<std::vector<std::int64_t>> take_echo(Time now);

  /// It waits for our acknowledgement since then.
  std::optional<Time> owed_since() const { return owed_since_; }
  void owe(Time now) { owed_since_ = owed_since_.value_or(now); }
  void note_acknowledged() { owed_since_ = std::nullopt; }

  /// It was sent a digest.
  void note_digest(Time now);
  Time digest_sent_at() const { return digest_sent_at_; }
  /// How many digests it was sent after its last message.
  int silent_for() const { return silent_for_; }

  /// When it last was told to gossip.
  Time alarm_sent_at() const { return alarm_sent_at_; }
  void note_alarm(Time now) { alarm_sent_at_ = now; }

  /// Whether a gap in what it sent is to be reported now: once a moment.
  bool begin_gap_report(Time now, Time moment);

  /// When one of its digests last was answered.
  std::optional<Time> digest_answered_at() const { return digest_answered_at_; }
  void note_digest_answered(Time now) { digest_answered_at_ = now; }

  Progress progress;
  RoundTrip rtt;

 private:
  NodeIndex index_;
  std::string id_;
  std::string tag_;
  std::optional<LogId> log_;
  std::uint64_t own_length_pending_ = 0;
  bool knows_us_ = false;

  std::optional<Time> asked_since_;
  std::optional<Time> next_probe_;  ///< of a suspect

  std::optional<std::int64_t> ts_to_echo_;  ///< its last time stamp that was not sent back
  Time ts_came_{0};
  std::optional<Time> owed_since_;
  Time digest_sent_at_{0};
  int silent_for_ = 0;
  Time alarm_sent_at_{0};
  std::optional<Time> gap_reported_at_;
  std::optional<Time> digest_answered_at_;
};

}  // namespace glomers
