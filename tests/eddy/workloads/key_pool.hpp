#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <vector>

#include "glomers/random.hpp"

namespace eddy {

/// Draws reads and writes over a pool of keys, as the generator that Elle brings
/// for its histories (wr-txns). Each key of the pool is twice as likely as the
/// one before it. The values written to a key are 1, 2, 3, ...; a key that has
/// had `max_writes` of them is replaced by the next new key.
class KeyPool {
 public:
  struct Access {
    bool is_write = false;
    std::int64_t key = 0;
    std::int64_t value = 0;  ///< of a write
  };

  /// Starts with the keys 0 to key_count - 1. Both numbers must be positive.
  KeyPool(int key_count, int max_writes);

  /// Half reads, half writes.
  Access next(glomers::Random& random);

 private:
  std::size_t draw_index(glomers::Random& random) const;

  std::vector<std::int64_t> active_;
  std::int64_t next_key_;
  std::int64_t max_writes_;
  std::map<std::int64_t, std::int64_t> written_;  ///< active key -> its last value
};

}  // namespace eddy
