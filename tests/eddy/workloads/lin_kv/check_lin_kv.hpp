#pragma once

#include "tests/eddy/history/history.hpp"

namespace eddy {

/// Each key is a register of its own that must be linearizable, as Jepsen's
/// linearizable-register and Knossos have it (Herlihy and Wing 1990; key by key: Horn and
/// Kroening 2015). What is special to them: a read of null always fits; an operation that
/// failed is left out; one with an unknown outcome may take effect at any later moment, once,
/// or never.
///
/// Result: valid (unknown where a key is, and none is invalid), failures (the invalid keys),
/// and keys: of each that is not valid, key, valid, and error, or: op and previous-ok (indices of
/// the first ok that has no place, and of the ok of this key before it), held (the values that
/// the key may have when the op needs another one) and order (how what came before can be put in
/// order: the last 50 steps, each the index of an invocation and the value of the key then).
Json check_lin_kv(const History& history);

}  // namespace eddy
