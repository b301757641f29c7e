#pragma once

#include <deque>
#include <optional>
#include <set>
#include <vector>

#include "glomers/random.hpp"
#include "glomers/time.hpp"
#include "tests/examples/raft/messages.hpp"

namespace raft {

enum class Role { follower, candidate, leader };

/// One server of Raft: figure 2 of Ongaro and Ousterhout, "In Search of an Understandable
/// Consensus Algorithm (Extended Version)", 2014, and reads by its section 8. It keeps its whole
/// log in memory; there are no snapshots, and the servers are always the same.
///
/// It is a state machine without input and output. Its contract with the caller: call receive()
/// for each message, and advance() when next_due() has come, with a clock that never goes back;
/// after each call, of these or any other, do what take_output() says. Messages may be lost,
/// doubled, late, and come in any order.
class Raft {
 public:
  struct Timing {
    Time election_timeout;  ///< the shortest; each is drawn up to twice as long
    Time heartbeat_interval;
  };

  struct Envelope {
    ServerId to;
    RaftMessage message;
  };

  struct Committed {
    Index index;
    Entry entry;
  };

  using ReadId = std::int64_t;

  /// What is to be done, in this order.
  struct Output {
    std::vector<Committed> committed;     ///< apply them to the state machine
    std::vector<ReadId> confirmed_reads;  ///< the state is now fresh enough for them
    std::vector<ReadId> refused_reads;    ///< this server no longer leads
    std::vector<Envelope> messages;       ///< send them
  };

  Raft(ServerId self, std::size_t server_count, Timing timing, Random random, Time now);

  void receive(ServerId from, const RaftMessage& message, Time now);
  void advance(Time now);
  Time next_due() const;

  /// Appends a command, if this server leads. It is committed if an entry with this index and
  /// the present term is; if the committed entry there has another term, it never will be.
  std::optional<Index> propose(Json command);

  /// Begins a read, if this server leads. It sees whatever was committed before.
  std::optional<ReadId> start_read();

  Output take_output() { return std::exchange(output_, {}); }

  Role role() const { return role_; }
  Term term() const { return current_term_; }
  /// The leader of this term, as far as this server knows.
  std::optional<ServerId> leader() const { return leader_; }
  const Log& log() const { return log_; }
  Index commit_index() const { return commit_index_; }

 private:
  /// What a leader knows of another server.
  struct Follower {
    Index next_index = 0;       ///< the next entry to send
    Index match_index = 0;      ///< the logs are known to agree up to here
    std::int64_t sent = 0;      ///< the number of the message that was sent last
    std::int64_t answered = 0;  ///< the highest number that it has answered in this term
    Time heard_at{0};
  };

  struct Read {
    ReadId id;
    Index index;          ///< the state machine must have applied this
    std::int64_t number;  ///< a majority must have answered this or a higher one
  };

  void handle(ServerId from, const RequestVote& request);
  void handle(ServerId from, const Vote& vote);
  void handle(ServerId from, const AppendEntries& request);
  void handle(ServerId from, const Appended& answer);

  void see_term(Term term);
  void become_follower();
  void start_election();
  void become_leader();
  void reset_election_timer();
  void store(const AppendEntries& request);
  void send_heartbeats();
  void send_news();
  void send_entries(ServerId to);
  void advance_commit_index();
  void hand_out();

  bool is_majority(std::size_t count) const { return 2 * count > server_count_; }
  /// Whether a majority is so, this server included and the others by `test`.
  template <class Test>
  bool majority_of_followers(Test test) const;
  template <class F>
  void for_others(F f) const;
  void send(ServerId to, RaftMessage message);

  const ServerId self_;
  const std::size_t server_count_;
  const Timing timing_;
  Random random_;
  Time now_;
  Output output_;

  // Figure 2, state. "Persistent" is what must outlive the process; here it lives in memory.
  Term current_term_ = 0;              // persistent
  std::optional<ServerId> voted_for_;  // persistent
  Log log_;                            // persistent
  Index commit_index_ = 0;
  Index last_applied_ = 0;
  std::vector<Follower> followers_;  // a leader's, by ServerId: nextIndex and matchIndex

  Role role_ = Role::follower;
  std::optional<ServerId> leader_;
  std::set<ServerId> votes_;  ///< a candidate's
  Time election_due_{0};
  Time heartbeat_due_{0};
  Index first_index_of_term_ = 0;  ///< a leader's own first entry
  std::int64_t last_number_ = 0;   ///< of the AppendEntries that were sent
  ReadId last_read_ = 0;
  std::deque<Read> reads_;
};

}  // namespace raft
