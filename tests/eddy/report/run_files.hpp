#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "tests/eddy/history/history.hpp"

namespace eddy {

/// The content of a file. Throws std::runtime_error with its name.
std::string read_file(const std::filesystem::path& path);

/// Writes a file, whole or not at all. Throws std::runtime_error with its name.
void write_file(const std::filesystem::path& path, const std::string& text);

/// A line of messages.jsonl.gz.
struct StoredMessage {
  double sent_ms = 0;
  std::vector<double> arrived_ms;  ///< one for each copy
  std::vector<double> lost_ms;
  std::string src;
  std::string dest;
  Json body;
};

/// All messages that a test left in its folder.
std::vector<StoredMessage> read_messages(const std::filesystem::path& folder);

/// Its history.jsonl.
History read_stored_history(const std::filesystem::path& folder);

}  // namespace eddy
