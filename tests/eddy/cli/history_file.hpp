#pragma once

#include <string>

namespace eddy {

/// A history as `eddy check` got it.
struct HistoryFile {
  std::string name;  ///< for a person
  std::string text;  ///< one op, or one case, a line, in JSON
};

/// Reads `path`: a file, the one history in a folder, or - for standard input; the name is the
/// file's then. EDN becomes JSON. Throws HistoryError.
void read_history_file(const std::string& path, HistoryFile& file);

}  // namespace eddy
