#include "glomers/testing/log_witness.hpp"

#include <algorithm>

#include "glomers/ensure.hpp"

namespace glomers {

void LogWitness::holds(const Holder& holder, std::uint64_t position, const Json& entry) {
  Log& log = logs_[holder.log];
  std::uint64_t& held = log.held[holder.node];
  held = std::max(held, position + 1);
  if (log.entries.size() <= position) log.entries.resize(position + 1);
  std::optional<Json>& known = log.entries[position];
  if (!known) {
    known = entry;
    return;
  }
  ensure(*known == entry, "logs of one name are equal on all nodes", "entry", position, "of",
         holder.log, "is", entry.dump(), "here and", known->dump(), "elsewhere");
}

void LogWitness::is_believed_to_hold(const Holder& holder, std::uint64_t length) {
  if (length == 0) return;
  const std::uint64_t held = logs_[holder.log].held[holder.node];
  ensure(length <= held, "nobody is believed to hold what it never held", holder.node, "would hold",
         length, "entries of", holder.log, "and has held", held);
}

}  // namespace glomers
