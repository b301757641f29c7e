#pragma once

#include <cstdint>
#include <vector>

#include "glomers/body.hpp"

namespace raft {

using namespace glomers;

using Term = std::int64_t;
/// The place of an entry in a log. The first is 1; 0 is the place before all.
using Index = std::int64_t;

struct Entry {
  Term term = 0;
  Json command;  ///< null: it does nothing, a new leader's first

  operator Json() const { return Json::array({term, command}); }  // NOLINT: it is sent as one
};

/// Reads what an Entry is sent as.
inline void read_value(const Json& json, const std::string& where, Entry& out) {
  if (!json.is_array() || json.size() != 2) throw_ill_typed(where, "a pair [term, command]", json);
  glomers::read_value(json[0], where + "[0]", out.term);
  out.command = json[1];
}

/// The entries of one server.
class Log {
 public:
  Index last_index() const { return static_cast<Index>(entries_.size()); }
  Term last_term() const { return term_at(last_index()); }

  /// The term of an entry; 0 at place 0.
  Term term_at(Index index) const { return index == 0 ? 0 : at(index).term; }
  const Entry& at(Index index) const;

  /// Whether it has such an entry. Every log has place 0.
  bool contains(Index index, Term term) const {
    return index <= last_index() && term_at(index) == term;
  }

  /// Whether a log that ends so is at least as up to date as this one (section 5.4.1): the later
  /// last term decides, and between equal terms the longer log.
  bool is_matched_by(Index other_last_index, Term other_last_term) const;

  /// From where on a leader tries again when its log has no such entry as the one here at
  /// `index` (section 5.3): the first entry of that term, or the end of a log that is too short.
  Index retry_index(Index index) const;

  /// All entries from the place on.
  std::vector<Entry> from(Index index) const;

  void append(Entry entry) { entries_.push_back(std::move(entry)); }
  void delete_from(Index index);

 private:
  std::vector<Entry> entries_;
};

}  // namespace raft
