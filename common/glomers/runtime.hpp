#pragma once

#include "glomers/app_factory.hpp"

namespace glomers {

/// Runs one node on standard input and output, in one thread: reads what there
/// is (at most 1 MiB a turn, and nothing while 1 MiB of output waits for its
/// reader), handles it, and writes all output of the turn at once. Returns 0 at the
/// end of input (after flushing), on SIGTERM, and when the reader of the output
/// has gone. A line that is no message, or longer than 32 MiB, is reported on stderr and
/// skipped. Returns 255 when the node finds itself broken (InvariantError, ensure.hpp),
/// which it has logged: what the broken turn would have sent is not sent. Where the environment
/// has GLOMERS_SELF_CHECK, the application checks its own state after each step (Node::on_check).
int run_node(const AppFactory& make_app);

}  // namespace glomers
