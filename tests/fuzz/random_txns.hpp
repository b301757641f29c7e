#pragma once

#include "glomers/random.hpp"
#include "tests/eddy/history/history.hpp"

namespace eddy {

/// Up to 6 transactions of up to 3 micro-operations over 1 or 2 keys by up to 4 processes
/// at a time, with every outcome and any order. Some reads see the newest value, the others
/// any that was written or is yet to be; the shares differ. Now and then a value is written twice,
/// or null, and a completion differs from its invocation.
History random_register_txns(glomers::Random& random);

/// The same over lists. Reads that do not see the newest list see an older one, or one with an
/// element too few or too many. Some transactions that fail have appended all the same.
History random_list_txns(glomers::Random& random);

}  // namespace eddy
