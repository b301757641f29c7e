#include "tests/eddy/cli/history_file.hpp"

#include <filesystem>
#include <fstream>
#include <iostream>
#include <sstream>

#include "tests/eddy/history/edn_history.hpp"
#include "tests/eddy/history/history.hpp"

namespace eddy {
namespace {

namespace fs = std::filesystem;

/// Ours before Maelstrom's.
fs::path history_in(const fs::path& folder) {
  for (const char* name : {"history.jsonl", "history.edn"})
    if (fs::exists(folder / name)) return folder / name;
  throw HistoryError("a folder with neither history.jsonl nor history.edn");
}

std::string read_all(const std::string& path) {
  std::ostringstream text;
  if (path == "-") {
    text << std::cin.rdbuf();
    return text.str();
  }
  std::ifstream in(path, std::ios::binary);
  if (!in) throw HistoryError("cannot be opened");
  if (in.peek() != EOF && !(text << in.rdbuf())) throw HistoryError("cannot be read");
  return text.str();
}

}  // namespace

void read_history_file(const std::string& path, HistoryFile& file) {
  std::string chosen = path;
  if (fs::is_directory(path)) {
    chosen = history_in(path).string();
    std::cerr << "eddy check: " << path << " is a folder: its "
              << fs::path(chosen).filename().string() << " is judged\n";
    file.name = chosen;
  }
  file.text = read_all(chosen);
  if (is_edn_history(file.text)) file.text = json_lines(file.text);
}

}  // namespace eddy
