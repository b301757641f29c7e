#pragma once

#include <cstdint>
#include <map>
#include <string>

#include "tests/eddy/history/history.hpp"

namespace eddy {

/// Puts keys that are decimal numbers in the order of these numbers.
struct KeyOrder {
  bool operator()(const std::string& a, const std::string& b) const {
    return a.size() != b.size() ? a.size() < b.size() : a < b;
  }
};

/// Key -> offset.
using Offsets = std::map<std::string, std::int64_t, KeyOrder>;

/// Raises the offset of the key to at least this; a key that is missing gets it.
void raise(Offsets& offsets, const std::string& key, std::int64_t offset);

/// {key: offset, ...}
Json to_json(const Offsets& offsets);

/// [key, ...]
Json keys_of(const Offsets& offsets);

/// The highest offset of each key in the messages of a poll, {key: [[offset,
/// message], ...], ...}; -1 for a key with an empty list.
Offsets highest_offsets(const Json& messages_by_key);

/// The highest offset of each key that an ok poll returned; else nothing.
Offsets polled_offsets(const Op& op);

/// The offset that an ok send was given; else nothing.
Offsets sent_offsets(const Op& op);

}  // namespace eddy
