#pragma once

#include "tests/eddy/workloads/labelled_case.hpp"

namespace eddy {

/// In what the result of check_kafka() differs from that which a labelled case expects.
Differences kafka_differences(const Json& expected, const Json& found);

}  // namespace eddy
