#pragma once

#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

#include "glomers/ensure.hpp"
#include "glomers/time.hpp"

namespace glomers {

/// A seeded generator whose draws are the same on every machine and compiler,
/// which std::uniform_int_distribution and its kin do not promise.
/// The algorithm is SplitMix64 (Steele, Lea, Flood: "Fast splittable
/// pseudorandom number generators", OOPSLA 2014).
class Random {
 public:
  explicit Random(std::uint64_t seed) : state_(seed) {}

  std::uint64_t next() {
    std::uint64_t z = (state_ += 0x9e3779b97f4a7c15ULL);
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ULL;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebULL;
    return z ^ (z >> 31);
  }

  /// Uniform in [0, bound); bound must be positive. The bias of the plain
  /// remainder is below 2^-40 for the bounds in use here.
  std::uint64_t below(std::uint64_t bound) {
    ensure(bound > 0, "there is something to choose from");
    return next() % bound;
  }

  /// Uniform in [0, 1).
  double uniform() { return static_cast<double>(next() >> 11) * 0x1.0p-53; }

  bool chance(double probability) { return uniform() < probability; }

  /// Exponential with mean 1, by comparisons alone: a logarithm's last bits
  /// depend on the machine's library (von Neumann, "Various techniques used in
  /// connection with random digits", 1951).
  double exponential() {
    for (double whole = 0;; ++whole) {
      const double first = uniform();
      double last = first;
      bool odd = true;
      for (double next = uniform(); next < last; next = uniform()) {
        last = next;
        odd = !odd;
      }
      if (odd) return whole + first;
    }
  }

  /// A span between low and high.
  Time between(Time low, Time high) {
    return low +
           Time(static_cast<Time::rep>(uniform() * static_cast<double>((high - low).count())));
  }

  /// Puts the items in a random order (Fisher-Yates).
  template <class T>
  void shuffle(std::vector<T>& items) {
    for (std::size_t i = items.size(); i > 1; --i) std::swap(items[i - 1], items[below(i)]);
  }

  /// An independent generator, for a part whose draws must not change those of others.
  Random split() { return Random(next()); }

 private:
  std::uint64_t state_;
};

}  // namespace glomers
