#pragma once

#include <string>

#include "glomers/random.hpp"
#include "glomers/time.hpp"

namespace eddy {

using glomers::Random;
using glomers::Time;

/// How long a message is under way, or a sleeper sleeps on after it should wake.
struct Latency {
  enum class Distribution { constant, uniform, exponential };

  Time mean{0};
  Distribution distribution = Distribution::constant;

  /// constant gives the mean, uniform from 0 to twice the mean, exponential any with that mean.
  Time draw(Random& random) const;
};

const char* to_string(Latency::Distribution distribution);

/// Throws std::invalid_argument for a name that to_string does not give.
Latency::Distribution distribution_from(const std::string& name);

}  // namespace eddy
