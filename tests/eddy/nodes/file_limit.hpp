#pragma once

namespace eddy {

/// How many nodes can be processes at once: of its open files, whose number the system
/// limits, this process needs four for each.
int processes_that_fit();

/// Lets this process have as many open files as the system allows it.
void raise_file_limit();
/// In a node's process: the limit that was there before, as some programs count with it.
void restore_file_limit();

}  // namespace eddy
