#pragma once

#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "glomers/json.hpp"
#include "glomers/replication/logs.hpp"

namespace glomers {

/// Brings entries, which come in order from each origin, into causal order: an
/// entry is applied after every entry that its origin had applied when it was
/// made. An entry names these as lengths of logs, and only those that changed
/// since the origin's entry before.
class CausalOrder {
 public:
  /// Origin names and how many of their entries come first.
  using After = std::map<std::string, std::int64_t>;
  using Apply = std::function<void(const std::string& origin, const Json& entry)>;

  explicit CausalOrder(Apply apply) : apply_(std::move(apply)) {}

  /// What this node's next entry comes after. To be called once for each entry.
  After take_after(const Logs& logs, Origin own);

  /// The next entry of an origin. Applies it and what waited for it, or keeps it.
  void add(const Logs& logs, Origin origin, const Json& entry, const After& after);

 private:
  struct Waiting {
    Json entry;
    After after;
  };
  struct Queue {
    std::int64_t applied = 0;
    std::int64_t told = 0;  ///< how much of it this node's entries come after so far
    std::deque<Waiting> waiting;
  };

  bool ready(const After& after) const;
  bool apply_ready(const Logs& logs, Origin origin);

  Apply apply_;
  std::map<Origin, Queue> queues_;
  std::map<std::string, Origin> by_name_;
};

}  // namespace glomers
