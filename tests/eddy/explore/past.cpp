#include "tests/eddy/explore/past.hpp"

#include <algorithm>

namespace eddy {

std::uint64_t mixed(std::uint64_t hash, std::uint64_t number) {
  // The finalizer of splitmix64.
  std::uint64_t z = hash * 0x9e3779b97f4a7c15ULL + number + 0x632be59bd9b4e019ULL;
  z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ULL;
  z = (z ^ (z >> 27)) * 0x94d049bb133111ebULL;
  return z ^ (z >> 31);
}

std::uint64_t hash_of(std::string_view text) {
  std::uint64_t hash = 0xcbf29ce484222325ULL;  // FNV-1a, 64 bits
  for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3ULL;
  return mixed(hash, text.size());
}

void Past::observe(const NetworkEvent& event) {
  Queue& queue = under_way_[event.message.dest];
  if (event.kind == NetworkEvent::Kind::sent) {
    queue.emplace(event.message_id, hash_of(to_line(event.message)));
    return;
  }
  const auto entry = queue.find(event.message_id);
  const std::uint64_t hash = entry != queue.end() ? entry->second : hash_of(to_line(event.message));
  if (entry != queue.end()) queue.erase(entry);
  if (event.kind == NetworkEvent::Kind::lost) return;
  std::uint64_t& member = members_[event.message.dest];
  member = mixed(mixed(member, hash), static_cast<std::uint64_t>(event.time.count()));
}

void Past::happened(const std::string& member, std::string_view what, Time time) {
  std::uint64_t& hash = members_[member];
  hash = mixed(mixed(hash, hash_of(what)), static_cast<std::uint64_t>(time.count()));
}

void Past::handed_over(const Message& message) {
  const auto first = std::find(taken_.begin(), taken_.end(), hash_of(message.dest));
  if (first != taken_.end()) taken_.erase(first);
}

std::uint64_t Past::events() const {
  std::uint64_t hash = 0;
  for (const auto& [member, past] : members_) hash = mixed(mixed(hash, hash_of(member)), past);
  return hash;
}

std::uint64_t Past::state() const {
  std::uint64_t hash = events();
  for (const auto& [receiver, queue] : under_way_) {
    if (queue.empty()) continue;
    hash = mixed(hash, hash_of(receiver));
    for (const auto& [id, message] : queue) hash = mixed(hash, message);
  }
  for (const std::uint64_t receiver : taken_) hash = mixed(hash, receiver);
  return hash;
}

}  // namespace eddy
