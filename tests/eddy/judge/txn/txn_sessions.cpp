#include "tests/eddy/judge/txn/txn_sessions.hpp"

#include <algorithm>
#include <queue>

namespace eddy {
namespace {

/// Puts the transactions that may have happened into their sessions.
void add_txns(const TxnHistory& history, Sessions& sessions) {
  std::map<std::int64_t, std::size_t> by_process;
  for (int id = 0; id < static_cast<int>(history.txns.size()); ++id) {
    const Txn& txn = history.txns[at(id)];
    if (!txn.may_have_happened()) continue;
    const std::size_t number =
        by_process.try_emplace(txn.begin->process, by_process.size()).first->second;
    sessions.all.resize(by_process.size());
    Session& session = sessions.all[number];
    sessions.session_of[at(id)] = number;
    sessions.position_of[at(id)] = session.txns.size();
    session.txns.push_back(id);
    for (const int version : txn.writes) {
      sessions.writer[at(version)] = id;
      session.writers[history.versions[at(version)].key].push_back(id);
    }
  }
}

}  // namespace

void find_observed(const std::vector<std::vector<int>>& writers, Sessions& sessions) {
  for (std::size_t reader = 0; reader < writers.size(); ++reader) {
    for (const int writer : writers[reader]) {
      const std::size_t session = sessions.session_of[at(writer)];
      if (session != sessions.session_of[reader]) sessions.all[session].is_observed = true;
    }
  }
}

Sessions read_sessions(const TxnHistory& history) {
  Sessions sessions;
  sessions.session_of.resize(history.txns.size());
  sessions.position_of.resize(history.txns.size());
  sessions.writer.resize(history.versions.size(), no_txn);
  add_txns(history, sessions);
  find_observed(writers_read(history, sessions), sessions);
  sessions.observed_writers.resize(history.keys.size());
  for (std::size_t i = 0; i < sessions.all.size(); ++i) {
    if (!sessions.all[i].is_observed) continue;
    for (const auto& [key, txns] : sessions.all[i].writers) {
      sessions.observed_writers[at(key)].emplace_back(i, &txns);
    }
  }
  return sessions;
}

std::vector<std::vector<int>> writers_read(const TxnHistory& history, const Sessions& sessions) {
  std::vector<std::vector<int>> writers(history.txns.size());
  for (std::size_t reader = 0; reader < history.txns.size(); ++reader) {
    if (!history.txns[reader].ok()) continue;
    for (const int version : history.txns[reader].reads)
      if (sessions.writer[at(version)] != no_txn)
        writers[reader].push_back(sessions.writer[at(version)]);
  }
  return writers;
}

CausalOrder::CausalOrder(const Sessions& sessions, const std::vector<std::vector<int>>& writers)
    : sessions_(sessions),
      causes_(writers.size()),
      effects_(writers.size()),
      waiting_(writers.size()),
      clocks_(writers.size()) {
  for (const Session& session : sessions_.all) {
    entries_.push_back(entry_count_);
    if (session.is_observed) ++entry_count_;
    for (const int txn : session.txns) find_direct_causes(txn, writers[at(txn)]);
  }
  for (std::size_t txn = 0; txn < effects_.size(); ++txn) waiting_[txn] = effects_[txn].size();
}

void CausalOrder::find_direct_causes(int txn, const std::vector<int>& writers) {
  std::vector<int>& causes = causes_[at(txn)];
  const std::size_t position = sessions_.position_of[at(txn)];
  const Session& session = sessions_.all[sessions_.session_of[at(txn)]];
  if (position > 0) causes.push_back(session.txns[position - 1]);
  for (const int writer : writers)
    if (writer != txn) causes.push_back(writer);
  std::sort(causes.begin(), causes.end());
  causes.erase(std::unique(causes.begin(), causes.end()), causes.end());
  for (const int cause : causes) effects_[at(cause)].push_back(txn);
}

void CausalOrder::walk(const std::function<void(int txn)>& visit) {
  std::vector<std::size_t> missing;
  for (const std::vector<int>& causes : causes_) missing.push_back(causes.size());
  std::priority_queue<int, std::vector<int>, std::greater<>> ready;  // the first to end on top
  for (const Session& session : sessions_.all) {
    for (const int txn : session.txns) {
      if (missing[at(txn)] == 0) ready.push(txn);
    }
  }
  while (!ready.empty()) {
    const int txn = ready.top();
    ready.pop();
    set_clock(txn);
    visit(txn);
    drop_clocks(txn);
    for (const int later : effects_[at(txn)]) {
      if (--missing[at(later)] == 0) ready.push(later);
    }
  }
}

std::size_t CausalOrder::count_before(int txn, std::size_t session) const {
  if (session == sessions_.session_of[at(txn)]) return sessions_.position_of[at(txn)];
  return sessions_.all[session].is_observed ? clocks_[at(txn)][entries_[session]] : 0;
}

void CausalOrder::set_clock(int txn) {
  const std::vector<int>& causes = causes_[at(txn)];
  Clock clock = causes.empty() ? Clock(entry_count_) : clocks_[at(causes.front())];
  for (const int cause : causes) {
    const Clock& before = clocks_[at(cause)];
    for (std::size_t i = 0; i < clock.size(); ++i) clock[i] = std::max(clock[i], before[i]);
    const std::size_t session = sessions_.session_of[at(cause)];
    if (!sessions_.all[session].is_observed) continue;
    std::uint32_t& own = clock[entries_[session]];
    own = std::max(own, static_cast<std::uint32_t>(sessions_.position_of[at(cause)] + 1));
  }
  clocks_[at(txn)] = std::move(clock);
}

/// The clock of a transaction serves until its last effect was visited.
void CausalOrder::drop_clocks(int txn) {
  if (waiting_[at(txn)] == 0) clocks_[at(txn)] = {};
  for (const int cause : causes_[at(txn)]) {
    if (--waiting_[at(cause)] == 0) clocks_[at(cause)] = {};
  }
}

}  // namespace eddy
