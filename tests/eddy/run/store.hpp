#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "tests/eddy/history/history.hpp"

namespace eddy {

/// The folder of one test: <root>/<workload>/<time>/, with <root>/latest as a
/// symbolic link to it. A test goes on where a file cannot be written: its verdict matters more.
class Store {
 public:
  /// Makes the folder, and node-logs/ in it.
  Store(const std::filesystem::path& root, const std::string& workload);

  const std::filesystem::path& folder() const { return folder_; }
  /// Empty where there is no such folder.
  std::string node_logs() const;

  /// Calls `write`, which puts a file into the folder and may throw std::runtime_error. Returns
  /// whether the file is there.
  bool keep(const std::function<void()>& write);

  /// What could not be made or written, and why.
  const std::vector<std::string>& failures() const { return failures_; }

 private:
  std::filesystem::path folder_;
  bool exists_ = false;
  std::vector<std::string> failures_;
};

/// history.jsonl in the folder: one event a line. Throws std::runtime_error if it
/// cannot be written.
void write_history(const std::filesystem::path& folder, const History& history);

/// timeline.txt in the folder; likewise.
void write_timeline(const std::filesystem::path& folder, const std::vector<std::string>& lines);

/// results.json in the folder; likewise.
void write_results(const std::filesystem::path& folder, const Json& results);

}  // namespace eddy
