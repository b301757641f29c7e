#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <tuple>
#include <vector>

#include "glomers/body.hpp"

namespace glomers {

/// The one message of the replication engine. Every part but the tag and the
/// time stamp may be missing.
struct Batch {
  static constexpr const char* type = "replicate";
  using Lengths = std::map<std::string, std::int64_t>;  ///< origin name -> length of a prefix

  /// The sender's incarnation, and the receiver's as the sender knows it: a
  /// receiver that has been restarted since sees it there.
  std::string tag;
  std::optional<std::string> to;

  /// Sender's clock in microseconds, and the receiver's last time stamp with how
  /// long the sender has held it: together they measure the round trip (RFC 7323's idea).
  std::int64_t ts = 0;
  std::optional<std::vector<std::int64_t>> echo;

  /// [start, entry, entry...] by origin; what is sent, SpanWriter writes.
  std::optional<std::map<std::string, std::vector<Json>>> logs;
  /// What else the sender holds, where that is news; everything it holds if `digest`.
  std::optional<Lengths> have;
  std::optional<bool> digest;
  /// For stability: how long the sender's own log will be, where entries of it are
  /// under way to the store. What it holds counts once they are here.
  std::optional<std::int64_t> made;
  /// With `made`: what the sender held before it made those entries, where it holds more by now.
  std::optional<Lengths> before;
  /// An answer is wanted even if nobody lacks anything.
  std::optional<bool> ask;

  /// From a leaf: how long the oldest entry that goes out for the first time has
  /// waited, in microseconds.
  std::optional<std::int64_t> age;
  /// From the hub, with a flush: microseconds to the next beat.
  std::optional<std::int64_t> beat;
  /// Gossip for this many microseconds: some nodes do not reach each other.
  std::optional<std::int64_t> alarm;
  /// What third nodes were last known to hold, by their origins' names.
  std::optional<std::map<std::string, Lengths>> rows;

  static constexpr auto fields = std::tuple(
      field("tag", &Batch::tag), field("to", &Batch::to), field("ts", &Batch::ts),
      field("echo", &Batch::echo), field("logs", &Batch::logs), field("have", &Batch::have),
      field("digest", &Batch::digest), field("made", &Batch::made), field("before", &Batch::before),
      field("ask", &Batch::ask), field("age", &Batch::age), field("beat", &Batch::beat),
      field("alarm", &Batch::alarm), field("rows", &Batch::rows));
};

}  // namespace glomers
