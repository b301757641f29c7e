#include "tests/eddy/workloads/key_pool.hpp"

#include <bit>
#include <numeric>

namespace eddy {

KeyPool::KeyPool(int key_count, int max_writes)
    : active_(static_cast<std::size_t>(key_count)), next_key_(key_count), max_writes_(max_writes) {
  std::iota(active_.begin(), active_.end(), 0);
}

KeyPool::Access KeyPool::next(glomers::Random& random) {
  for (;;) {
    const bool is_write = random.chance(0.5);
    std::int64_t& key = active_[draw_index(random)];
    if (!is_write) return {false, key, 0};
    std::int64_t& last = written_[key];
    if (last < max_writes_) return {true, key, ++last};
    written_.erase(key);
    key = next_key_++;
  }
}

/// The number of leading zeros of a random word halves in likelihood with each
/// step, which is the distribution over the pool, read from its end.
std::size_t KeyPool::draw_index(glomers::Random& random) const {
  for (;;) {
    const auto zeros = static_cast<std::size_t>(std::countl_zero(random.next()));
    if (zeros < active_.size()) return active_.size() - 1 - zeros;
  }
}

}  // namespace eddy
