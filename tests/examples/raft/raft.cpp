#include "tests/examples/raft/raft.hpp"

#include <algorithm>
#include <utility>

#include "glomers/ensure.hpp"

// The comments with a number are the sentences of figure 2, shortened.

namespace raft {

Raft::Raft(ServerId self, std::size_t server_count, Timing timing, Random random, Time now)
    : self_(self), server_count_(server_count), timing_(timing), random_(random), now_(now) {
  reset_election_timer();
}

void Raft::receive(ServerId from, const RaftMessage& message, Time now) {
  now_ = now;
  std::visit([this](const auto& any) { see_term(any.term); }, message);
  std::visit([&](const auto& any) { handle(from, any); }, message);
  hand_out();
}

void Raft::advance(Time now) {
  now_ = now;
  if (role_ == Role::leader) {
    if (now_ >= heartbeat_due_) send_heartbeats();
  } else if (now_ >= election_due_) {
    // Followers, 2: without AppendEntries from the leader and without a vote given for an
    // election timeout, convert to candidate.
    // Candidates, 4: if the election timeout elapses, start a new election.
    start_election();
  }
  hand_out();
}

Time Raft::next_due() const {
  return role_ == Role::leader ? heartbeat_due_ : election_due_;
}

// Elections (section 5.2). ------------------------------------------------------

/// All servers, 2: if a request or an answer contains a term above currentTerm, set currentTerm
/// to it and convert to follower.
void Raft::see_term(Term term) {
  if (term <= current_term_) return;
  current_term_ = term;
  voted_for_.reset();
  become_follower();
}

void Raft::become_follower() {
  if (role_ == Role::leader) reset_election_timer();
  role_ = Role::follower;
  leader_.reset();
  for (const Read& read : std::exchange(reads_, {})) output_.refused_reads.push_back(read.id);
}

/// Candidates, 1: on conversion to candidate, increment currentTerm, vote for yourself, reset
/// the election timer, and send RequestVote to all other servers.
void Raft::start_election() {
  role_ = Role::candidate;
  leader_.reset();
  ++current_term_;
  voted_for_ = self_;
  votes_ = {self_};
  reset_election_timer();
  for_others([this](ServerId to) {
    send(to, RequestVote{current_term_, log_.last_index(), log_.last_term()});
  });
  if (is_majority(votes_.size())) become_leader();  // it is alone
}

void Raft::reset_election_timer() {
  election_due_ = now_ + random_.between(timing_.election_timeout, 2 * timing_.election_timeout);
}

/// The receiver of RequestVote.
void Raft::handle(ServerId from, const RequestVote& request) {
  // 1. Reply false if term < currentTerm.
  // 2. If votedFor is null or candidateId, and the candidate's log is at least as up to date as
  //    the receiver's log, grant the vote.
  const bool granted = request.term == current_term_ && (!voted_for_ || *voted_for_ == from) &&
                       log_.is_matched_by(request.last_log_index, request.last_log_term);
  if (granted) {
    voted_for_ = from;
    reset_election_timer();
  }
  send(from, Vote{current_term_, granted});
}

void Raft::handle(ServerId from, const Vote& vote) {
  if (role_ != Role::candidate || vote.term != current_term_ || !vote.granted) return;
  votes_.insert(from);
  // Candidates, 2: if votes are received from a majority of the servers, become leader.
  if (is_majority(votes_.size())) become_leader();
}

void Raft::become_leader() {
  role_ = Role::leader;
  leader_ = self_;
  // nextIndex begins at the leader's last log index + 1, matchIndex at 0.
  followers_.assign(server_count_, {.next_index = log_.last_index() + 1, .heard_at = now_});
  // Section 8: a leader begins with an entry that does nothing. With it all that it has of
  // former terms is committed, and it learns how far that is.
  log_.append({current_term_, nullptr});
  first_index_of_term_ = log_.last_index();
  // Leaders, 1: upon election, send heartbeats to each server.
  send_heartbeats();
  advance_commit_index();
}

// A leader's log goes to the others (section 5.3). ------------------------------

/// Leaders, 2: if a command is received from a client, append an entry to the local log. (The
/// caller answers once the entry has been applied.)
std::optional<Index> Raft::propose(Json command) {
  if (role_ != Role::leader) return std::nullopt;
  log_.append({current_term_, std::move(command)});
  const Index index = log_.last_index();
  send_news();
  advance_commit_index();
  hand_out();
  return index;
}

/// Leaders, 1: repeat heartbeats during idle periods. They carry what was perhaps lost.
void Raft::send_heartbeats() {
  // The dissertation, section 6.2: a leader that no majority answers for an election timeout
  // steps down, for there may be another one, and clients wait here in vain.
  const Time since = now_ - timing_.election_timeout;
  if (!majority_of_followers([since](const Follower& f) { return f.heard_at >= since; }))
    return become_follower();
  heartbeat_due_ = now_ + timing_.heartbeat_interval;
  for_others([this](ServerId to) { send_entries(to); });
}

/// Leaders, 3: if the last log index is not below nextIndex for a follower, send AppendEntries
/// with the log entries from nextIndex on. One is on its way at a time; what comes meanwhile
/// rides on the next. A read wants one, too.
void Raft::send_news() {
  for_others([this](ServerId to) {
    const Follower& follower = followers_[to];
    if (follower.answered < follower.sent) return;
    const bool lacks_entries = log_.last_index() >= follower.next_index;
    const bool delays_read = !reads_.empty() && reads_.back().number > follower.answered;
    if (lacks_entries || delays_read) send_entries(to);
  });
}

void Raft::send_entries(ServerId to) {
  Follower& follower = followers_[to];
  const Index prev = follower.next_index - 1;
  follower.sent = ++last_number_;
  send(to, AppendEntries{current_term_, prev, log_.term_at(prev), log_.from(prev + 1),
                         commit_index_, follower.sent});
}

/// The receiver of AppendEntries.
void Raft::handle(ServerId from, const AppendEntries& request) {
  // 1. Reply false if term < currentTerm.
  if (request.term < current_term_)
    return send(from, Appended{current_term_, false, request.prev_log_index, request.number});
  ensure(role_ != Role::leader, "a term has one leader", "term", current_term_);
  // Candidates, 3: if AppendEntries is received from the new leader, convert to follower.
  if (role_ == Role::candidate) become_follower();
  leader_ = from;
  reset_election_timer();
  // 2. Reply false if the log has no entry at prevLogIndex whose term is prevLogTerm.
  if (!log_.contains(request.prev_log_index, request.prev_log_term)) {
    const Index retry = log_.retry_index(request.prev_log_index);
    return send(from, Appended{current_term_, false, retry, request.number});
  }
  store(request);
  const Index last_new = request.prev_log_index + static_cast<Index>(request.entries.size());
  // 5. If leaderCommit > commitIndex, set commitIndex to the smaller of leaderCommit and the
  //    index of the last new entry.
  commit_index_ = std::max(commit_index_, std::min(request.leader_commit, last_new));
  send(from, Appended{current_term_, true, last_new, request.number});
}

void Raft::store(const AppendEntries& request) {
  Index index = request.prev_log_index;
  for (const Entry& entry : request.entries) {
    ++index;
    // 3. If an existing entry conflicts with a new one (same index, another term), delete the
    //    existing entry and all that follow it.
    if (index <= log_.last_index() && log_.term_at(index) != entry.term) {
      ensure(index > commit_index_, "what is committed is never deleted", "entry", index);
      log_.delete_from(index);
    }
    // 4. Append any new entries not already in the log.
    if (index > log_.last_index()) log_.append(entry);
  }
}

void Raft::handle(ServerId from, const Appended& answer) {
  if (role_ != Role::leader || answer.term != current_term_) return;
  Follower& follower = followers_[from];
  follower.heard_at = now_;
  follower.answered = std::max(follower.answered, answer.number);
  if (answer.success) {
    // Leaders, 3: if successful, update nextIndex and matchIndex for the follower.
    follower.match_index = std::max(follower.match_index, answer.index);
    follower.next_index = follower.match_index + 1;
    advance_commit_index();
  } else {
    // Leaders, 3: if it fails because of log inconsistency, decrement nextIndex and retry. The
    // answer says how far.
    const Index retry = std::min(follower.next_index - 1, answer.index);
    follower.next_index = std::max(follower.match_index + 1, retry);
  }
  send_news();
}

/// Leaders, 4: if there is an N > commitIndex such that a majority of matchIndex[i] >= N, and
/// log[N].term == currentTerm, set commitIndex to N.
void Raft::advance_commit_index() {
  for (Index n = log_.last_index(); n > commit_index_ && log_.term_at(n) == current_term_; --n) {
    if (!majority_of_followers([n](const Follower& f) { return f.match_index >= n; })) continue;
    commit_index_ = n;
    return;
  }
}

// Reads (section 8), and what the caller is given. ------------------------------

/// A read changes nothing, so it needs no entry in the log. Before it is answered, a leader has
/// to know what is committed, for which its own first entry must be; and that nobody has followed
/// it, for which a majority must answer a message that it sends from now on.
std::optional<Raft::ReadId> Raft::start_read() {
  if (role_ != Role::leader) return std::nullopt;
  reads_.push_back({++last_read_, std::max(commit_index_, first_index_of_term_), last_number_ + 1});
  send_news();
  hand_out();
  return last_read_;
}

void Raft::hand_out() {
  // All servers, 1: if commitIndex > lastApplied, increment lastApplied, and apply
  // log[lastApplied] to the state machine.
  while (last_applied_ < commit_index_) {
    ++last_applied_;
    output_.committed.push_back({last_applied_, log_.at(last_applied_)});
  }
  const auto confirmed = [this](const Read& read) {
    return last_applied_ >= read.index &&
           majority_of_followers([&](const Follower& f) { return f.answered >= read.number; });
  };
  while (!reads_.empty() && confirmed(reads_.front())) {
    output_.confirmed_reads.push_back(reads_.front().id);
    reads_.pop_front();
  }
}

template <class Test>
bool Raft::majority_of_followers(Test test) const {
  std::size_t count = 1;
  for_others([&](ServerId other) { count += test(followers_[other]) ? 1 : 0; });
  return is_majority(count);
}

template <class F>
void Raft::for_others(F f) const {
  for (ServerId other = 0; other < server_count_; ++other)
    if (other != self_) f(other);
}

void Raft::send(ServerId to, RaftMessage message) {
  output_.messages.push_back({to, std::move(message)});
}

}  // namespace raft
