#pragma once

#include <exception>

#include "glomers/ensure.hpp"

namespace glomers {

/// Runs what must not throw, as nobody could go on from there: an exception that leaves it is
/// an InvariantError, and ends the node.
template <class F>
void unbroken(const Invariant& invariant, F f) {
  try {
    f();
  } catch (const InvariantError&) {
    throw;
  } catch (const std::exception& error) {
    ensure(false, invariant, "it threw:", std::string(error.what()));
  }
}

}  // namespace glomers
