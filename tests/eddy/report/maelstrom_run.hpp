#pragma once

#include <filesystem>
#include <string>

#include "tests/eddy/history/history.hpp"

namespace eddy {

/// A test that the real Maelstrom has recorded, as far as its files tell it in a form that is
/// documented: the operations, and the figures. Its messages are in net-journal/, in a form of
/// its own.
struct MaelstromRun {
  Json results;         ///< in the form of a test that ran here
  std::string history;  ///< the lines of a history.jsonl
};

/// Whether the folder has a history.edn and nothing of ours.
bool is_maelstrom_run(const std::filesystem::path& folder);

/// Judges the folder's history.edn. The workload is the one that an operation tells. The model of
/// transactions is Maelstrom's default, and so is that each client has a node of its own. Throws
/// std::runtime_error.
MaelstromRun read_maelstrom_run(const std::filesystem::path& folder);

}  // namespace eddy
