#pragma once

#include <filesystem>
#include <string>

#include "tests/eddy/history.hpp"

namespace eddy {

/// The folder of one test: <root>/<workload>/<time>/, with <root>/latest as a
/// symbolic link to it.
class Store {
 public:
  /// Makes the folder, and node-logs/ in it.
  Store(const std::filesystem::path& root, const std::string& workload);

  const std::filesystem::path& folder() const { return folder_; }
  std::string node_logs() const { return (folder_ / "node-logs").string(); }

  /// history.jsonl: one event a line.
  void write_history(const History& history) const;
  /// results.json
  void write_results(const Json& results) const;

 private:
  std::filesystem::path folder_;
};

}  // namespace eddy
