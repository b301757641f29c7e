#pragma once

#include <memory>

#include "tests/eddy/workloads/workload.hpp"

namespace eddy {

// The constructors that make_workload() chooses from, one file each.

std::unique_ptr<Workload> make_echo();
std::unique_ptr<Workload> make_unique_ids();

/// Throws std::invalid_argument for an unknown topology.
std::unique_ptr<Workload> make_broadcast(const WorkloadOptions& options);

std::unique_ptr<Workload> make_g_counter();
std::unique_ptr<Workload> make_kafka(const WorkloadOptions& options);
std::unique_ptr<Workload> make_txn_rw_register(const WorkloadOptions& options);

}  // namespace eddy
