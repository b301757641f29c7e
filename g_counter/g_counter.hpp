#pragma once

#include <vector>

#include "glomers/program.hpp"
#include "glomers/replication/replica.hpp"
#include "glomers/services.hpp"

namespace g_counter {

using namespace glomers;

/// Challenge 4: a grow-only counter that survives its nodes.
///
/// Each node keeps the total of its own adds under its own key in seq-kv, where
/// nobody else writes, and acknowledges an add once that total is stored. Stored
/// totals travel through the replication engine as well, so that a read is their
/// sum and asks nobody (see README.md).
class GCounter {
 public:
  explicit GCounter(Node& node);

 private:
  struct Add {
    Message request;
    std::int64_t delta;
  };

  void add(const Message& request, std::int64_t delta);
  void read(const Message& request);

  Task<> load();
  Task<std::int64_t> stored_total();
  Task<> commit();
  /// No coroutine: Clang 14 on 64-bit ARM breaks braces in one that has waited.
  void acknowledge(const std::vector<Add>& group);
  std::vector<Add> take_group(std::int64_t stored);
  Task<std::int64_t> write(std::int64_t stored, std::int64_t sum);
  Time store_timeout() const;
  std::int64_t max_total() const;
  bool is_total(std::int64_t total) const;
  void set_total(std::size_t node, std::int64_t total);

  Node& node_;
  Kv store_;
  bool loaded_ = false;
  bool committing_ = false;
  Time store_took_{0};                ///< so long it took to answer, attempts in vain included
  std::vector<Add> group_;            ///< adds that wait for the next write
  std::vector<Message> reads_;        ///< reads that wait for load()
  std::vector<std::int64_t> totals_;  ///< by node; this node's is what seq-kv holds
  Replica replica_;
};

Program program();

}  // namespace g_counter
