#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "tests/eddy/workloads/lin_kv/orders.hpp"

namespace eddy {

/// An operation on a register, as seen by one who looks on. Values are numbers of values.
struct RegisterOp {
  enum class Kind { read, write, cas };

  Kind kind = Kind::read;
  std::size_t value = 0;  ///< what was read or written; of a cas, what it puts there
  std::size_t from = 0;   ///< of a cas: what it needs
  std::size_t call = 0;   ///< position in the history
  /// Position where it was over. None: nobody knows whether and when it took effect.
  std::optional<std::size_t> end = {};

  /// Whether it can take effect on a register that holds so much.
  bool fits(std::size_t held) const {
    return kind == Kind::write || held == (kind == Kind::read ? value : from);
  }
  /// What the register holds then.
  std::size_t after(std::size_t held) const { return kind == Kind::read ? held : value; }

  /// A read, or a cas from a value to the same: it only tells what the register holds.
  bool changes_nothing() const {
    return kind == Kind::read || (kind == Kind::cas && from == value);
  }
};

/// Whether one order of the operations, each between its call and its end, explains them.
struct Linearizability {
  enum class Verdict { yes, no, too_many };

  Verdict verdict = Verdict::yes;
  /// Of `no`: the first operation, by its end, that has no place in any order.
  std::optional<std::size_t> stuck;
  /// Of `no`: what the register may hold when all that ended before is in order, ascending.
  std::vector<std::size_t> held;
  /// Of `no`: the end of one order of all that ended before, and of some that were open then.
  std::vector<Orders::Step> order;
};

/// Goes through calls and ends as they come, and keeps each configuration that explains them:
/// what the register holds, and which of the open operations have taken effect (just-in-time
/// linearization; G. Lowe, Testing for linearizability, 2017, section 4; the idea of Wing and
/// Gong, 1993). What changes nothing takes effect as soon as it can, as that keeps nothing else
/// from its place. Of two that hold the same after the same changes, the one that has used fewer
/// operations without an end and has all the other's reads can do all that the other can, so it
/// alone is kept.
///
/// Operations without an end that change nothing may be left out. `initial` is what the
/// register holds first. The cost is linear in the operations and, at worst, exponential in
/// those that are open at the same moment: with more than `max_configurations` of them at an
/// end the verdict is too_many.
Linearizability linearizability(const std::vector<RegisterOp>& ops, std::size_t initial,
                                std::size_t max_configurations = 200'000);

}  // namespace eddy
