#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "tests/mutants/mutant.hpp"

namespace mutants {

/// How a mutant was found.
struct Kill {
  std::uint64_t seed;
  std::string anomalies;  ///< what the test objected to
};

/// The most seeds that a mutant may need.
inline constexpr std::uint64_t seed_limit = 200;

/// Runs the mutant's scenario with seeds from 1 on until one fails that passes
/// without the mutant; none if no seed within the limit does. Throws
/// std::logic_error if the scenario fails without the mutant.
std::optional<Kill> hunt(const Mutant& mutant);

}  // namespace mutants
