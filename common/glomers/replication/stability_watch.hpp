#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "glomers/replication/application.hpp"
#include "glomers/replication/batch.hpp"
#include "glomers/replication/beat.hpp"
#include "glomers/replication/own_log.hpp"
#include "glomers/replication/stability.hpp"
#include "glomers/replication/star.hpp"

namespace glomers {

/// Feeds Stability with what batches say, tells the application what has become stable, and
/// knows when to ask for news that were lost. Where the options do not ask for stability, it
/// does nothing.
class StabilityWatch {
 public:
  struct Surroundings {
    const Node& node;
    const Application& application;
    const Replica::Options& options;
    Logs& logs;
    const OwnLog& own;
    const Star& star;
    Beat& beat;
  };

  explicit StabilityWatch(const Surroundings& in);

  bool is_wanted() const { return stability_.has_value(); }

  // What a batch says. -----------------------------------------------------------

  /// This peer speaks. The row of a peer that speaks is that of the incarnation that speaks,
  /// whatever third nodes have told since; then all that it ever said counts anew.
  void take_speaker(const Peer& peer);
  /// Which lengths the peer says that it holds. That is one statement; where entries of it are
  /// under way to the store, a second one is what it held before it made them.
  void take_lengths(Peer& peer, const Batch& batch);
  /// What it says of third nodes.
  void take_rows(const Batch& batch);

  /// Takes in all that was said; `entries_came`: and entries with it.
  void update(bool entries_came);

  // What this node says and asks. ------------------------------------------------

  /// The length of the log that the peer was said to hold.
  std::uint64_t told(const Peer& peer, LogId log) const;
  /// While own entries are under way to the store: of logs that have grown since they were made,
  /// the lengths of before. Empty means none.
  Batch::Lengths held_before() const;
  /// Counts the changes of rows.
  std::uint64_t version() const;
  /// What third nodes hold, as far as it is news since that version to the peer.
  std::map<std::string, Batch::Lengths> rows_since(std::uint64_t version, const Peer& peer) const;

  /// A leaf learns from the hub what is stable. If that was lost, it asks, at this time.
  std::optional<Time> ask_due() const;
  void note_asked();

  /// Throws InvariantError where more is stable than there is, or nobody would ask for what is not.
  void check() const;

 private:
  void learn_before(const Peer& peer, const Batch& batch, Lengths statement);
  void tell(LogId log) const;
  void show(LogId log, std::uint64_t length) const;

  Surroundings in_;
  std::optional<Stability> stability_;
  std::optional<Time> unstable_since_;
  std::optional<Time> next_ask_;
};

}  // namespace glomers
