#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <vector>

#include "tests/eddy/judge/txn/txn_history.hpp"

namespace eddy {

/// Stands for no transaction.
inline constexpr int no_txn = -1;

/// The transactions of one process that may have happened, in order.
struct Session {
  std::vector<int> txns;
  std::map<int, std::vector<int>> writers;  ///< by key: those that write it, in order
  /// Some transaction of another session read what one of this wrote. No other session
  /// can follow from this one in causal order.
  bool is_observed = false;
};

struct Sessions {
  std::vector<Session> all;
  std::vector<std::size_t> session_of;   ///< by transaction
  std::vector<std::size_t> position_of;  ///< by transaction: its place in the session
  std::vector<int> writer;               ///< by version: who wrote it externally, or no_txn
  /// By key: the observed sessions that write it, and where.
  std::vector<std::vector<std::pair<std::size_t, const std::vector<int>*>>> observed_writers;
};

Sessions read_sessions(const TxnHistory& history);

/// Marks the sessions that others read. `writers`: by transaction those that wrote what it read.
void find_observed(const std::vector<std::vector<int>>& writers, Sessions& sessions);

/// By transaction: who wrote what it read.
std::vector<std::vector<int>> writers_read(const TxnHistory& history, const Sessions& sessions);

/// Which transactions come before which in causal order: earlier in the same session,
/// or written what the other read, or by way of others. Kept as a vector clock for each
/// transaction, with an entry for each observed session.
class CausalOrder {
 public:
  /// `writers`: by transaction those that wrote what it read, itself perhaps. Of sessions their
  /// transactions with their places, and which ones are observed, are looked at.
  CausalOrder(const Sessions& sessions, const std::vector<std::vector<int>>& writers);

  /// The one before it in its session, and those whose writes it read; never itself.
  const std::vector<int>& direct_causes(int txn) const { return causes_[at(txn)]; }

  /// Visits the transactions, causes first. Left out are those that come before
  /// themselves, and what follows from them. Clocks that nobody needs any more are
  /// dropped on the way; so this can be done once.
  void walk(const std::function<void(int txn)>& visit);

  /// How many transactions of a session come before one. To be asked within a visit, of
  /// the transaction visited and its direct causes.
  std::size_t count_before(int txn, std::size_t session) const;

 private:
  using Clock = std::vector<std::uint32_t>;

  void find_direct_causes(int txn, const std::vector<int>& writers);
  void set_clock(int txn);
  void drop_clocks(int txn);

  const Sessions& sessions_;
  std::vector<std::size_t> entries_;  ///< by session: its place in the clocks, if observed
  std::size_t entry_count_ = 0;
  std::vector<std::vector<int>> causes_;
  std::vector<std::vector<int>> effects_;
  std::vector<std::size_t> waiting_;  ///< by transaction: effects that are not yet visited
  std::vector<Clock> clocks_;
};

}  // namespace eddy
