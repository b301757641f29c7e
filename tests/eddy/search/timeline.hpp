#pragma once

#include <string>
#include <vector>

#include "tests/eddy/history/history.hpp"
#include "tests/eddy/report/message_log.hpp"

namespace eddy {

/// What happened in a test, a line each, in the order of time: operations, faults, and the
/// messages between nodes and services, until the last operation's end. Times are those of the
/// history, which began at `began`.
std::vector<std::string> timeline(const History& history, const MessageLog& messages, Time began);

}  // namespace eddy
