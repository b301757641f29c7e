#pragma once

namespace eddy {

/// How many nodes can be processes at once. This process needs four open files for each, and the
/// system limits their number.
int processes_that_fit();

/// Lets this process have as many open files as the system allows it.
void raise_file_limit();
/// Called in a node's process: sets the limit that was there before, as some programs rely on it.
void restore_file_limit();

}  // namespace eddy
