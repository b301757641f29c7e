#pragma once

#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "glomers/json.hpp"
#include "glomers/replication/logs.hpp"

namespace txn_rw_register {

using namespace glomers;

/// Brings entries, which come in the order of each log, into causal order: an entry is applied
/// after every entry that its incarnation had applied when it was made. An entry names these as
/// lengths of logs, and only those that have changed since the entry before it.
class CausalOrder {
 public:
  /// Names of logs, and how many of a log's entries come first.
  using After = std::map<std::string, std::int64_t>;
  using Apply = std::function<void(const std::string& log_name, const Json& entry)>;

  explicit CausalOrder(Apply apply) : apply_(std::move(apply)) {}

  /// What this node's next entry comes after. It has to be called once for each entry.
  After take_after(const Logs& logs, LogId own);

  /// The names of logs of which a waiting entry needs more than there is.
  std::set<std::string> wanted() const;

  /// Nothing waits any more for entries of this log that are not here.
  void give_up(const Logs& logs, const std::string& log_name);

  /// Takes the next entry of a log. Applies it and what waited for it, or keeps it.
  void add(const Logs& logs, LogId log, const Json& entry, const After& after);

 private:
  struct Waiting {
    Json entry;
    After after;
  };
  struct Queue {
    std::int64_t applied = 0;
    std::int64_t told = 0;  ///< this node's entries say that they come after so many
    std::deque<Waiting> waiting;
  };

  bool has(const After::value_type& need) const;
  bool ready(const After& after) const;
  bool apply_ready(const Logs& logs, LogId log);
  void apply_all_ready(const Logs& logs);

  Apply apply_;
  std::map<LogId, Queue> queues_;
  std::map<std::string, LogId> by_name_;
  std::set<std::string> given_up_;
};

}  // namespace txn_rw_register
