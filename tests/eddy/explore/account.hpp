#pragma once

#include <string>
#include <vector>

#include "tests/eddy/explore/explorer.hpp"
#include "tests/eddy/run/store.hpp"

namespace eddy {

/// The command that runs this schedule of the test again, for a shell.
std::string schedule_command(const ExploredTest& test, const Schedule& schedule);

/// "level 2: 512 of 4000 schedules, 30 % of them merged; about ...": a line for who waits.
std::string told_progress(const ExploredTest& test, const Exploration& now);

/// What was covered and how it went, for a person: some lines.
std::string told(const ExploredTest& test, const ExploreOptions& options, const Exploration& found);

/// Runs the schedule, prints what happens in it, and leaves it in the folder, one of the store,
/// with history, messages, timeline and page. Returns the results.
Json show_schedule(const ExploredTest& test, const Schedule& schedule, Store& store,
                   const std::filesystem::path& folder);

}  // namespace eddy
