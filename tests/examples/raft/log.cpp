#include "tests/examples/raft/log.hpp"

#include <algorithm>
#include <utility>

#include "glomers/ensure.hpp"

namespace raft {

const Entry& Log::at(Index index) const {
  ensure(index >= 1 && index <= last_index(), "a log is asked for what is in it", "place", index,
         "of", last_index());
  return entries_[static_cast<std::size_t>(index - 1)];
}

bool Log::is_matched_by(Index other_last_index, Term other_last_term) const {
  return std::pair(other_last_term, other_last_index) >= std::pair(last_term(), last_index());
}

Index Log::retry_index(Index index) const {
  if (index > last_index()) return last_index() + 1;
  while (index > 1 && term_at(index - 1) == term_at(index)) --index;
  return index;
}

std::vector<Entry> Log::from(Index index) const {
  ensure(index >= 1 && index <= last_index() + 1, "entries are sent from within the log", "place",
         index, "of", last_index());
  return {entries_.begin() + (index - 1), entries_.end()};
}

void Log::delete_from(Index index) {
  ensure(index >= 1 && index <= last_index(), "what is deleted is in the log", "place", index);
  entries_.resize(static_cast<std::size_t>(index - 1));
}

}  // namespace raft
