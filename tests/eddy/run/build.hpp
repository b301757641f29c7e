#pragma once

#include <string>

#include "tests/eddy/run/options.hpp"

namespace eddy {

/// The commit of the sources that this program was built from, with "+changes" where they
/// differed from it; "unknown" outside a repository. The build writes it (write_commit.cmake).
extern const char* const build_commit;

/// "eddy 0.1.0, commit 43cee8f2a1b0, GCC 12.2.0"
std::string build_text();

/// What a test was made with: {"eddy": {"version", "commit", "compiler"}, "node": the stamp of
/// its module, or null where it is a process, which tells nothing of itself}.
Json build_json(const TestOptions& options);

}  // namespace eddy
