#include "tests/eddy/workloads/lin_kv/configuration_set.hpp"

#include <utility>

namespace eddy {

bool ConfigurationSet::add(const Configuration& configuration) {
  std::uint32_t* link = &first_with_hash_of(configuration);
  while (*link != none) {
    Entry& other = entries_[*link];
    if (other.configuration.can_do_all_of(configuration)) return false;
    other.superfluous = configuration.can_do_all_of(other.configuration);
    if (other.superfluous)
      *link = other.next;
    else
      link = &other.next;
  }
  *link = static_cast<std::uint32_t>(entries_.size());
  entries_.push_back({configuration});
  if (entries_.size() > first_.size()) grow();
  return true;
}

std::vector<Configuration> ConfigurationSet::take() {
  std::vector<Configuration> all;
  for (const Entry& entry : entries_)
    if (!entry.superfluous) all.push_back(entry.configuration);
  clear();
  return all;
}

void ConfigurationSet::clear() {
  for (const Entry& entry : entries_) first_with_hash_of(entry.configuration) = none;
  entries_.clear();
}

std::uint32_t& ConfigurationSet::first_with_hash_of(const Configuration& configuration) {
  constexpr std::size_t spread = 0x9E3779B97F4A7C15ULL;
  const std::size_t hash = (configuration.done.hash() ^ configuration.held) * spread;
  return first_[(hash >> 32) & (first_.size() - 1)];
}

void ConfigurationSet::grow() {
  first_.assign(2 * first_.size(), none);
  for (std::uint32_t i = 0; i < entries_.size(); ++i) {
    if (entries_[i].superfluous) continue;
    std::uint32_t& first = first_with_hash_of(entries_[i].configuration);
    entries_[i].next = std::exchange(first, i);
  }
}

}  // namespace eddy
