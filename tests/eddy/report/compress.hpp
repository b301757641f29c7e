#pragma once

#include <string>

namespace eddy {

/// The text in gzip's format, which `zcat` and a browser's DecompressionStream read.
std::string gzip(const std::string& text);

/// The text of a gzip file. Throws std::runtime_error if it is no whole one.
std::string gunzip(const std::string& data);

/// The bytes as base64 (RFC 4648), with padding.
std::string base64(const std::string& data);

}  // namespace eddy
