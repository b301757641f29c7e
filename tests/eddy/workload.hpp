#pragma once

// All that a workload of one's own stands on; WORKLOADS.md tells it step by step. A source that
// includes it defines eddy::module_workload(), and glomers_workload() (CMake) builds the module.

#include "eddy/history/history.hpp"
#include "eddy/history/quote.hpp"
#include "eddy/history/sentence.hpp"
#include "eddy/judge/findings.hpp"
#include "eddy/workloads/call.hpp"
#include "eddy/workloads/ends_with_reads.hpp"
#include "eddy/workloads/workload_kind.hpp"
#include "eddy/workloads/workload_module.hpp"
