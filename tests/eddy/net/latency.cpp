#include "tests/eddy/net/latency.hpp"

#include <stdexcept>

namespace eddy {

Time Latency::draw(Random& random) const {
  switch (distribution) {
    case Distribution::uniform:
      return random.between(Time(0), 2 * mean);
    case Distribution::exponential:
      return Time(static_cast<Time::rep>(random.exponential() * static_cast<double>(mean.count())));
    case Distribution::constant:
      break;
  }
  return mean;
}

const char* to_string(Latency::Distribution distribution) {
  switch (distribution) {
    case Latency::Distribution::uniform:
      return "uniform";
    case Latency::Distribution::exponential:
      return "exponential";
    case Latency::Distribution::constant:
      break;
  }
  return "constant";
}

Latency::Distribution distribution_from(const std::string& name) {
  using D = Latency::Distribution;
  for (const D distribution : {D::constant, D::uniform, D::exponential})
    if (name == to_string(distribution)) return distribution;
  throw std::invalid_argument("no latency distribution '" + name +
                              "': constant, uniform or exponential");
}

}  // namespace eddy
