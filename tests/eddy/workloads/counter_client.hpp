#pragma once

#include <memory>

#include "tests/eddy/workloads/workload.hpp"

namespace eddy {

/// A client of a counter, which adds and reads. As Maelstrom's it looks at no error code:
/// whatever is not answered well has an unknown end.
std::unique_ptr<Client> make_counter_client();

}  // namespace eddy
