#pragma once

#include <cstddef>
#include <functional>
#include <vector>

namespace eddy {

/// Leaves out items as long as the rest still fails: the algorithm ddmin of A. Zeller and
/// R. Hildebrandt, "Simplifying and isolating failure-inducing input", IEEE Transactions
/// on Software Engineering 28(2), 2002. The result fails, and no single item of it can be left
/// out. `fails` must be true of all items. It is asked at most n² + 3n times, and about log n
/// times if one item is at fault. If it always says no, the items are left as they are.
std::vector<std::size_t> minimize(
    std::vector<std::size_t> items,
    const std::function<bool(const std::vector<std::size_t>&)>& fails);

}  // namespace eddy
