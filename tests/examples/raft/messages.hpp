#pragma once

#include <cstddef>
#include <tuple>
#include <variant>
#include <vector>

#include "tests/examples/raft/log.hpp"

namespace raft {

/// A server's place in the list of all.
using ServerId = std::size_t;

// The two remote procedure calls of figure 2, as one message there and one back. An answer says
// all that its receiver needs, so that it may be late, come twice, or never.

/// RequestVote, from a candidate.
struct RequestVote {
  static constexpr const char* type = "request_vote";
  Term term = 0;
  Index last_log_index = 0;
  Term last_log_term = 0;
  static constexpr auto fields = std::tuple(field("term", &RequestVote::term),
                                            field("last_log_index", &RequestVote::last_log_index),
                                            field("last_log_term", &RequestVote::last_log_term));
};

/// The answer to RequestVote.
struct Vote {
  static constexpr const char* type = "vote";
  Term term = 0;
  bool granted = false;
  static constexpr auto fields =
      std::tuple(field("term", &Vote::term), field("granted", &Vote::granted));
};

/// AppendEntries, from a leader. Without entries it is a heartbeat.
struct AppendEntries {
  static constexpr const char* type = "append_entries";
  Term term = 0;
  Index prev_log_index = 0;  ///< of the entry before `entries`
  Term prev_log_term = 0;
  std::vector<Entry> entries;
  Index leader_commit = 0;
  std::int64_t number = 0;  ///< of the leader's messages; the answer repeats it
  static constexpr auto fields = std::tuple(field("term", &AppendEntries::term),
                                            field("prev_log_index", &AppendEntries::prev_log_index),
                                            field("prev_log_term", &AppendEntries::prev_log_term),
                                            field("entries", &AppendEntries::entries),
                                            field("leader_commit", &AppendEntries::leader_commit),
                                            field("number", &AppendEntries::number));
};

/// The answer to AppendEntries.
struct Appended {
  static constexpr const char* type = "appended";
  Term term = 0;
  bool success = false;
  Index index = 0;  ///< success: the logs agree up to here · failure: where to try again
  std::int64_t number = 0;
  static constexpr auto fields =
      std::tuple(field("term", &Appended::term), field("success", &Appended::success),
                 field("index", &Appended::index), field("number", &Appended::number));
};

using RaftMessage = std::variant<RequestVote, Vote, AppendEntries, Appended>;

}  // namespace raft
