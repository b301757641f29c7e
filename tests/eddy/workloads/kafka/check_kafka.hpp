#pragma once

#include "tests/eddy/history/history.hpp"

namespace eddy {

/// Judges the logs of a kafka history as jepsen.tests.kafka does without ww-deps
/// and with assign alone. Result: valid, error-types, bad-error-types, counts
/// (type -> number, unseen left out), the examples of each type under its name
/// ({"count", "errs"}), unseen ({"unseen": {key: n}, "messages": {key: [...]}}),
/// worst-realtime-lag. Where the real checker cannot go on it is unknown, with
/// an `error`: null-pointer, index-out-of-bounds or no-writer-of-value.
Json check_kafka(const History& history);

}  // namespace eddy
