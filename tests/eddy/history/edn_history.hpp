#pragma once

#include <string>
#include <string_view>

namespace eddy {

/// Whether a history is EDN, as Maelstrom writes it (history.edn), and no JSON.
bool is_edn_history(std::string_view text);

/// The ops of a history.edn, maps with or without a tag, as the lines of a history.jsonl. Ops
/// without an `index` are counted from 0. Throws HistoryError.
std::string json_lines(std::string_view edn_history);

}  // namespace eddy
