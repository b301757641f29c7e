#include "tests/catch.hpp"
#include "tests/examples/raft/raft.hpp"

namespace raft {
namespace {

constexpr Raft::Timing timing = {.election_timeout = 400ms, .heartbeat_interval = 100ms};

/// One server of several. The test is the others, and the clock.
struct Server : Raft {
  explicit Server(std::size_t count = 3) : Raft(0, count, timing, Random(1), 0s) {}

  template <class Body>
  void take(ServerId from, const Body& body) {
    receive(from, body, now);
  }

  /// What it sends of one type, and to whom, since the last call of any of these.
  template <class Body>
  std::vector<std::pair<ServerId, Body>> sent() {
    std::vector<std::pair<ServerId, Body>> result;
    for (const Envelope& envelope : output().messages)
      if (const auto* const body = std::get_if<Body>(&envelope.message))
        result.emplace_back(envelope.to, *body);
    return result;
  }

  /// Its answer to a message.
  template <class Answer, class Body>
  Answer answer(ServerId from, const Body& body) {
    output();
    take(from, body);
    const auto answers = sent<Answer>();
    REQUIRE(answers.size() == 1);
    CHECK(answers[0].first == from);
    return answers[0].second;
  }

  Output output() { return take_output(); }

  void wait_for_election() {
    now = next_due();
    advance(now);
  }

  /// It is elected by server 1, which then has its first entry, too.
  void lead() {
    wait_for_election();
    take(1, Vote{term(), true});
    REQUIRE(role() == Role::leader);
    take(1, Appended{term(), true, log().last_index(), 1});
    output();
  }

  std::vector<Json> committed() {
    std::vector<Json> commands;
    for (const auto& [index, entry] : output().committed)
      if (!entry.command.is_null()) commands.push_back(entry.command);
    return commands;
  }

  Time now{0};
};

AppendEntries entries(Term term, Index prev, Term prev_term, std::vector<Entry> list,
                      Index commit = 0) {
  return {term, prev, prev_term, std::move(list), commit, 0};
}

std::vector<Term> terms(const Log& log) {
  std::vector<Term> result;
  for (Index i = 1; i <= log.last_index(); ++i) result.push_back(log.term_at(i));
  return result;
}

}  // namespace

// Elections. ----------------------------------------------------------------------

TEST_CASE("a server that hears of no leader begins an election, votes for itself, asks all") {
  Server s;
  CHECK(s.next_due() >= 400ms);
  CHECK(s.next_due() <= 800ms);
  s.wait_for_election();
  CHECK(s.role() == Role::candidate);
  CHECK(s.term() == 1);
  const auto asked = s.sent<RequestVote>();
  REQUIRE(asked.size() == 2);
  CHECK(asked[0].first == 1);
  CHECK(asked[1].first == 2);
  CHECK(asked[0].second.term == 1);
}

TEST_CASE("a server gives one vote in a term, and the same candidate the same vote again") {
  Server s;
  CHECK(s.answer<Vote>(1, RequestVote{1, 0, 0}).granted);
  CHECK_FALSE(s.answer<Vote>(2, RequestVote{1, 0, 0}).granted);
  CHECK(s.answer<Vote>(1, RequestVote{1, 0, 0}).granted);
  CHECK(s.answer<Vote>(2, RequestVote{2, 0, 0}).granted);
}

TEST_CASE("a candidate has voted for itself, and gives no vote to others") {
  Server s;
  s.wait_for_election();
  CHECK_FALSE(s.answer<Vote>(1, RequestVote{1, 0, 0}).granted);
}

TEST_CASE("nobody votes for a candidate of an older term, and it is told the term") {
  Server s;
  s.take(1, RequestVote{5, 0, 0});
  const Vote vote = s.answer<Vote>(2, RequestVote{4, 9, 4});
  CHECK_FALSE(vote.granted);
  CHECK(vote.term == 5);
}

TEST_CASE("nobody votes for a candidate whose log is behind: an older last term, or shorter") {
  Server s;
  s.take(1, entries(2, 0, 0, {{1, 1}, {2, 2}}));
  CHECK_FALSE(s.answer<Vote>(1, RequestVote{3, 9, 1}).granted);
  CHECK_FALSE(s.answer<Vote>(1, RequestVote{4, 1, 2}).granted);
  CHECK(s.answer<Vote>(1, RequestVote{5, 2, 2}).granted);
  CHECK(s.answer<Vote>(1, RequestVote{6, 1, 3}).granted);
}

TEST_CASE("a candidate leads once a majority has voted for it, one vote counted once") {
  Server s(5);
  s.wait_for_election();
  s.take(1, Vote{1, true});
  s.take(1, Vote{1, true});
  s.take(2, Vote{1, false});
  CHECK(s.role() == Role::candidate);
  s.take(3, Vote{1, true});
  CHECK(s.role() == Role::leader);
  CHECK(s.leader() == ServerId{0});
  CHECK(s.sent<AppendEntries>().size() == 4);
}

TEST_CASE("an election that nobody wins is begun anew in a term of its own") {
  Server s(5);
  s.wait_for_election();
  s.take(1, Vote{1, true});
  s.wait_for_election();
  CHECK(s.term() == 2);
  s.take(2, Vote{1, true});  // of the former election
  s.take(3, Vote{2, true});
  CHECK(s.role() == Role::candidate);
  s.take(4, Vote{2, true});
  CHECK(s.role() == Role::leader);
}

TEST_CASE("a candidate follows whoever leads in its term") {
  Server s;
  s.wait_for_election();
  s.take(2, entries(1, 0, 0, {}));
  CHECK(s.role() == Role::follower);
  CHECK(s.leader() == ServerId{2});
}

TEST_CASE("whoever hears of a higher term follows, be it in a request or in an answer") {
  Server s;
  s.lead();
  s.take(1, Appended{7, false, 0, 0});
  CHECK(s.role() == Role::follower);
  CHECK(s.term() == 7);
  CHECK_FALSE(s.leader());
}

TEST_CASE("a leader that no majority answers for an election timeout steps down") {
  Server s;
  s.lead();
  for (int i = 0; i < 4; ++i) s.wait_for_election();
  CHECK(s.role() == Role::leader);
  s.wait_for_election();
  CHECK(s.role() == Role::follower);
}

TEST_CASE("a server alone leads, and commits at once") {
  Server s(1);
  s.wait_for_election();
  CHECK(s.role() == Role::leader);
  CHECK(s.propose("a"));
  CHECK(s.committed() == std::vector<Json>{"a"});
}

// Replication. --------------------------------------------------------------------

TEST_CASE("a command is committed once a majority has it, and not before") {
  Server s(5);
  s.wait_for_election();
  s.take(1, Vote{1, true});
  s.take(2, Vote{1, true});
  CHECK(s.propose("a") == Index{2});
  s.take(1, Appended{1, true, 2, 0});
  s.take(1, Appended{1, true, 2, 0});
  CHECK(s.committed().empty());
  s.take(2, Appended{1, true, 2, 0});
  CHECK(s.committed() == std::vector<Json>{"a"});
}

TEST_CASE("who does not lead takes no command and no read") {
  Server s;
  CHECK_FALSE(s.propose("a"));
  CHECK_FALSE(s.start_read());
}

TEST_CASE("one message is on its way to a follower, and what comes meanwhile rides on the next") {
  Server s;
  s.lead();
  s.propose("a");
  s.propose("b");
  const auto first = s.sent<AppendEntries>();
  REQUIRE(first.size() == 1);  // server 2 has not answered at all
  CHECK(first[0].second.entries.size() == 1);
  s.take(1, Appended{1, true, 1, 1});  // an answer that comes twice
  CHECK(s.sent<AppendEntries>().empty());
  s.take(1, Appended{1, true, 2, first[0].second.number});
  const auto second = s.sent<AppendEntries>();
  REQUIRE(second.size() == 1);
  CHECK(second[0].second.prev_log_index == 2);
  CHECK(second[0].second.entries.size() == 1);
}

TEST_CASE("entries of an older term are not committed by counting (the paper's figure 8)") {
  Server s;
  s.take(1, entries(1, 0, 0, {{1, "old"}}));
  s.wait_for_election();
  s.take(2, Vote{2, true});
  REQUIRE(s.role() == Role::leader);
  s.take(2, Appended{2, true, 1, 0});  // a majority has the old entry
  CHECK(s.commit_index() == 0);
  s.take(2, Appended{2, true, 2, 0});  // and now one of this term
  CHECK(s.commit_index() == 2);
}

TEST_CASE("a follower takes entries after one that it has, and refuses others") {
  Server s;
  CHECK_FALSE(s.answer<Appended>(1, entries(2, 1, 1, {{2, "b"}})).success);
  CHECK(s.log().last_index() == 0);
  const Appended taken = s.answer<Appended>(1, entries(2, 0, 0, {{1, "a"}, {2, "b"}}, 1));
  CHECK(taken.success);
  CHECK(taken.index == 2);
  CHECK(s.commit_index() == 1);
}

TEST_CASE("entries that conflict are deleted, with all that follow") {
  Server s;
  s.take(1, entries(1, 0, 0, {{1, "a"}, {1, "b"}, {1, "c"}}));
  s.take(2, entries(2, 1, 1, {{2, "d"}}));
  CHECK(terms(s.log()) == std::vector<Term>{1, 2});
}

TEST_CASE("a message that is late deletes nothing that agrees with it") {
  Server s;
  s.take(1, entries(1, 0, 0, {{1, "a"}, {1, "b"}, {1, "c"}}));
  const Appended late = s.answer<Appended>(1, entries(1, 0, 0, {{1, "a"}}));
  CHECK(late.index == 1);
  CHECK(s.log().last_index() == 3);
}

TEST_CASE("a follower commits no further than what the message shows to agree") {
  Server s;
  s.take(1, entries(1, 0, 0, {{1, "a"}, {1, "b"}}));
  s.take(2, entries(2, 1, 1, {}, 2));
  CHECK(s.commit_index() == 1);
}

TEST_CASE("a leader goes back to where the logs agree") {
  Server s;
  s.take(1, entries(1, 0, 0, {{1, "a"}, {1, "b"}, {1, "c"}}));
  s.wait_for_election();
  s.take(2, Vote{2, true});
  s.output();
  s.take(2, Appended{2, false, 2, 2});
  const auto again = s.sent<AppendEntries>();
  REQUIRE(again.size() == 1);
  CHECK(again[0].second.prev_log_index == 1);
  CHECK(again[0].second.entries.size() == 3);
}

TEST_CASE("a follower says where its log may agree: at the term's first entry, or at its end") {
  Server s;
  s.take(1, entries(2, 0, 0, {{1, "a"}, {2, "b"}, {2, "c"}}));
  CHECK(s.answer<Appended>(1, entries(3, 3, 3, {})).index == 2);
  CHECK(s.answer<Appended>(1, entries(3, 9, 3, {})).index == 4);
}

// Reads. --------------------------------------------------------------------------

TEST_CASE("a read is answered once a majority has answered a message that was sent after it") {
  Server s;
  s.lead();
  const auto read = s.start_read();
  REQUIRE(read);
  CHECK(s.take_output().confirmed_reads.empty());
  s.take(1, Appended{1, true, 1, 1});  // an answer to what was sent before
  CHECK(s.take_output().confirmed_reads.empty());
  s.take(1, Appended{1, true, 1, 3});
  CHECK(s.take_output().confirmed_reads == std::vector<Raft::ReadId>{*read});
}

TEST_CASE("a new leader answers no read before its own first entry is committed") {
  Server s;
  s.wait_for_election();
  s.take(1, Vote{1, true});
  s.start_read();
  s.take(1, Appended{1, false, 1, 3});
  CHECK(s.take_output().confirmed_reads.empty());
  s.take(1, Appended{1, true, 1, 4});
  CHECK(s.take_output().confirmed_reads.size() == 1);
}

TEST_CASE("who leads no more refuses the reads that wait") {
  Server s;
  s.lead();
  const auto read = s.start_read();
  s.take(2, RequestVote{9, 9, 9});
  CHECK(s.take_output().refused_reads == std::vector<Raft::ReadId>{*read});
}

}  // namespace raft
