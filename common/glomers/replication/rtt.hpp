#pragma once

#include <algorithm>

#include "glomers/time.hpp"

namespace glomers {

/// Round-trip time to a peer, smoothed as in RFC 6298 section 2.
class RoundTrip {
 public:
  /// A sample may take a pause of the peer for a slow network: it counts as no
  /// more than a few times what was expected, and never as more than a minute.
  void add(Time sample) {
    sample = std::min<Time>(sample, 1min);
    if (measured_) sample = std::min(sample, std::max<Time>(4 * upper_bound(), 1s));
    if (!measured_) {
      mean_ = sample;
      deviation_ = sample / 2;
      measured_ = true;
      return;
    }
    const Time error = sample > mean_ ? sample - mean_ : mean_ - sample;
    deviation_ += (error - deviation_) / 4;
    mean_ += (sample - mean_) / 8;
  }

  bool measured() const { return measured_; }
  Time mean() const { return mean_; }
  Time deviation() const { return deviation_; }

  /// What a reply takes at the most, but for rare cases.
  Time upper_bound() const { return mean_ + 4 * deviation_; }

 private:
  bool measured_ = false;
  Time mean_ = 60ms;  ///< until measured: a guess for the first timeout
  Time deviation_ = 10ms;
};

}  // namespace glomers
