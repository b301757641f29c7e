#pragma once

#include <filesystem>
#include <optional>

#include "tests/eddy/report/message_log.hpp"

namespace eddy {

/// Writes messages.jsonl.gz in the folder of a test: what MessageLog::write gives, compressed.
/// Throws std::runtime_error if it cannot be written.
void write_messages(const std::filesystem::path& folder, const MessageLog& log, Time origin);

/// Writes report.html in the folder: one file with all that the page needs in it. It is made of
/// the folder's results.json, history.jsonl and messages.jsonl.gz. An older test may have left no
/// messages, and a failed one no history. For a test under the real Maelstrom it is made of
/// history.edn, and shows no messages (maelstrom_run.hpp). With the folder of `other`,
/// the page shows that test beside it, and where the two differ first. Returns its path. Throws
/// std::runtime_error that says which file is missing or unreadable.
std::filesystem::path write_report(
    const std::filesystem::path& folder,
    const std::optional<std::filesystem::path>& other = std::nullopt);

}  // namespace eddy
