#include "tests/eddy/report/compress.hpp"

#include <zlib.h>

#include <cstdint>
#include <stdexcept>

namespace eddy {
namespace {

constexpr int gzip_window = 15 + 16;  // the largest window, in gzip's format

/// zlib's level. It is much quicker than the default one, with which a simulated test would spend
/// more time on this than on all else. Its files are larger.
constexpr int quick_level = 3;

}  // namespace

std::string gzip(const std::string& text) {
  z_stream stream = {};
  if (deflateInit2(&stream, quick_level, Z_DEFLATED, gzip_window, 9, Z_DEFAULT_STRATEGY) != Z_OK)
    throw std::runtime_error("no memory to compress with");
  std::string data(deflateBound(&stream, text.size()), '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(text.data()));  // only read
  stream.avail_in = static_cast<uInt>(text.size());
  stream.next_out = reinterpret_cast<Bytef*>(data.data());
  stream.avail_out = static_cast<uInt>(data.size());
  const int status = deflate(&stream, Z_FINISH);
  data.resize(stream.total_out);
  deflateEnd(&stream);
  if (status != Z_STREAM_END) throw std::runtime_error("cannot compress");
  return data;
}

std::string gunzip(const std::string& data) {
  z_stream stream = {};
  if (inflateInit2(&stream, gzip_window) != Z_OK)
    throw std::runtime_error("no memory to decompress with");
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(data.data()));  // only read
  stream.avail_in = static_cast<uInt>(data.size());
  std::string text;
  int status = Z_OK;
  while (status == Z_OK) {
    char chunk[1 << 16];
    stream.next_out = reinterpret_cast<Bytef*>(chunk);
    stream.avail_out = sizeof chunk;
    status = inflate(&stream, Z_NO_FLUSH);
    text.append(chunk, sizeof chunk - stream.avail_out);
  }
  inflateEnd(&stream);
  if (status != Z_STREAM_END) throw std::runtime_error("is no whole gzip file");
  return text;
}

std::string base64(const std::string& data) {
  constexpr const char* digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string text;
  text.reserve((data.size() + 2) / 3 * 4);
  for (std::size_t i = 0; i < data.size(); i += 3) {
    std::uint32_t bits = 0;
    for (std::size_t j = i; j < i + 3; ++j)
      bits = bits << 8 | (j < data.size() ? static_cast<unsigned char>(data[j]) : 0);
    for (int digit = 0; digit < 4; ++digit) {
      const bool padding = i + static_cast<std::size_t>(digit) > data.size();
      text += padding ? '=' : digits[bits >> (18 - 6 * digit) & 63];
    }
  }
  return text;
}

}  // namespace eddy
