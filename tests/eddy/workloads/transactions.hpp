#pragma once

#include <initializer_list>
#include <string>
#include <string_view>

#include "tests/eddy/workloads/key_pool.hpp"
#include "tests/eddy/workloads/workload.hpp"

namespace eddy {

/// Draws transactions of reads, ["r", key, null], and of writes, [name, key, value].
class Transactions : public Workload {
 public:
  Transactions(const WorkloadOptions& options, std::string write_name);

  bool reusable_clients() const override { return true; }
  Invocation next(Random& random) override;

 private:
  KeyPool pool_;
  std::uint64_t max_txn_length_;
  std::string write_name_;
};

/// Whether the op is a transaction of [name, key, value], with no other names than these.
bool has_only_steps(const Op& op, std::initializer_list<std::string_view> names);

/// What the page has to know of them.
Json page_of_transactions();

/// A transaction that reads every key of the history's transactions.
Json read_of_all_keys(const History& history);

}  // namespace eddy
