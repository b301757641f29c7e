#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "tests/eddy/workloads/lin_kv/op_set.hpp"
#include "tests/eddy/workloads/lin_kv/orders.hpp"

namespace eddy {

/// What may be the case at a moment of a history. Operations are told by numbers.
struct Configuration {
  std::size_t held = 0;  ///< what the register holds
  OpSet done;            ///< open changes, which will end, that have taken effect
  /// Open reads whose value the register has not held yet, and changes without an end that have
  /// taken effect, and so cannot any more.
  OpSet debts;
  std::uint32_t used = 0;              ///< how many of the debts are changes without an end
  Orders::Place order = Orders::none;  ///< one that leads here

  /// Whether whatever can follow the other can follow this one.
  bool can_do_all_of(const Configuration& other) const {
    return held == other.held && done == other.done && other.debts.includes(debts);
  }
};

/// Configurations none of which another one makes superfluous.
class ConfigurationSet {
 public:
  /// False if one that is here can do all that this one can.
  bool add(const Configuration& configuration);

  /// Gives all that are here, in the order in which they came, and is empty then.
  std::vector<Configuration> take();

  void clear();

  /// How many it has held since it was empty, superfluous ones as well.
  std::size_t added() const { return entries_.size(); }

 private:
  static constexpr std::uint32_t none = UINT32_MAX;

  struct Entry {
    Configuration configuration;
    std::uint32_t next = none;  ///< with the same hash
    bool superfluous = false;
  };

  std::uint32_t& first_with_hash_of(const Configuration& configuration);
  void grow();

  std::vector<Entry> entries_;
  /// A power of two of them, which stay when the set is cleared: a search fills it often.
  std::vector<std::uint32_t> first_ = std::vector<std::uint32_t>(64, none);
};

}  // namespace eddy
