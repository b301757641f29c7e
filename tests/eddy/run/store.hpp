#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "tests/eddy/history/history.hpp"

namespace eddy {

/// The folder of one test: <root>/<workload>/<time>/, with <root>/latest as a
/// symbolic link to it.
class Store {
 public:
  /// Makes the folder, and node-logs/ in it.
  Store(const std::filesystem::path& root, const std::string& workload);

  const std::filesystem::path& folder() const { return folder_; }
  std::string node_logs() const { return (folder_ / "node-logs").string(); }

 private:
  std::filesystem::path folder_;
};

/// history.jsonl in the folder: one event a line. Throws std::runtime_error if it
/// cannot be written.
void write_history(const std::filesystem::path& folder, const History& history);

/// timeline.txt in the folder; likewise.
void write_timeline(const std::filesystem::path& folder, const std::vector<std::string>& lines);

/// results.json in the folder; likewise.
void write_results(const std::filesystem::path& folder, const Json& results);

}  // namespace eddy
