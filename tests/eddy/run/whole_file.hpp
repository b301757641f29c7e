#pragma once

#include <filesystem>
#include <functional>
#include <iosfwd>

namespace eddy {

/// Writes the file by write(stream). It is whole or, if that fails, as it was before: what is
/// written has another name until it is complete. Throws std::runtime_error with the file's name
/// and the system's reason.
void write_whole_file(const std::filesystem::path& path,
                      const std::function<void(std::ostream&)>& write);

}  // namespace eddy
