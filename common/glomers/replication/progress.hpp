#pragma once

#include <algorithm>
#include <cstdint>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

#include "glomers/ensure.hpp"
#include "glomers/replication/lengths.hpp"
#include "glomers/replication/log_spans.hpp"
#include "glomers/time.hpp"

namespace glomers {

/// How far a peer has been served: what it is known to hold, and what it was sent.
///
/// Of each log a peer holds a prefix; the next batch to it starts behind what it holds or was
/// sent. What was sent counts until it is confirmed, or until rewind() takes it for lost.
class Progress {
 public:
  /// Length of the prefix that the peer is known to hold.
  std::uint64_t have(LogId log) const { return have_[log]; }

  /// The peer says that it holds this much.
  void learn_have(LogId log, std::uint64_t length) {
    if (length <= have(log)) return;
    have_.set(log, length);
    drop_confirmed();
  }

  /// Where the next batch to the peer starts.
  std::uint64_t next(LogId log) const { return std::max(have(log), sent_[log]); }

  /// Whether the next batch to the peer has entries of this log.
  bool lacks(const Logs& logs, LogId log) const { return next(log) < logs.length(log); }

  /// Whether it is not known to hold everything that this node holds.
  bool lacks_anything(const Logs& logs) const {
    for (const LogId log : logs.all())
      if (have(log) < logs.length(log)) return true;
    return false;
  }

  /// Whether it holds what this node, whose own log is left out, does not.
  bool exceeds(const Logs& logs, LogId own) const {
    for (const LogId log : logs.all())
      if (log != own && logs.length(log) < have(log)) return true;
    return false;
  }

  void mark_sent(std::shared_ptr<const LogSpans> logs, Time now) {
    for (const LogSpan& span : logs->spans) sent_.set(span.log, span.end);
    outstanding_.push_back({now, std::move(logs), 0});
  }

  /// When the oldest batch was sent that is not confirmed.
  std::optional<Time> unconfirmed_since() const {
    if (outstanding_.empty()) return std::nullopt;
    return outstanding_.front().at;
  }

  /// What was sent and not confirmed counts as lost; everything will be told anew.
  void rewind() {
    sent_.clear();
    outstanding_.clear();
    sent_version = 0;
    sent_rows_version = 0;
  }

  /// Throws InvariantError where it contradicts itself or what this node holds.
  void check(const Logs& logs) const {
    ensure(sent_version <= logs.version(), "no peer was sent what is still to come",
           "it was sent version", sent_version, "of", logs.version());
    if (outstanding_.empty()) return;
    const Sent& oldest = outstanding_.front();
    ensure(!is_confirmed(oldest), "the oldest batch that is waited for is not confirmed",
           "it was sent at", oldest.at);
  }

  std::uint64_t sent_version = 0;       ///< our logs' version at the last batch to it
  std::uint64_t sent_rows_version = 0;  ///< the same for the rows of third nodes

 private:
  /// A batch that was sent.
  struct Sent {
    Time at;
    std::shared_ptr<const LogSpans> logs;
    std::size_t confirmed;  ///< so many spans are, from the first on; perhaps more
  };

  void drop_confirmed() {
    auto oldest = outstanding_.begin();
    for (; oldest != outstanding_.end(); ++oldest) {
      std::size_t& i = oldest->confirmed;
      const std::vector<LogSpan>& spans = oldest->logs->spans;
      while (i < spans.size() && have(spans[i].log) >= spans[i].end) ++i;
      if (i < spans.size()) break;
    }
    outstanding_.erase(outstanding_.begin(), oldest);
  }

  bool is_confirmed(const Sent& batch) const {
    const std::vector<LogSpan>& spans = batch.logs->spans;
    return std::all_of(spans.begin() + static_cast<std::ptrdiff_t>(batch.confirmed), spans.end(),
                       [this](const LogSpan& span) { return have(span.log) >= span.end; });
  }

  Lengths have_;
  Lengths sent_;
  std::vector<Sent> outstanding_;  ///< oldest first; the first is not confirmed as a whole
};

}  // namespace glomers
