#pragma once

#include <string>

namespace eddy {

/// The text in gzip's format, which `zcat` and a browser's DecompressionStream read.
std::string gzip(const std::string& text);

/// The reverse. Throws std::runtime_error for what is no whole gzip file.
std::string gunzip(const std::string& data);

/// RFC 4648, with padding.
std::string base64(const std::string& data);

}  // namespace eddy
