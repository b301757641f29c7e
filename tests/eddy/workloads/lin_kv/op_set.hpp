#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace eddy {

/// A set of small numbers, a bit each. The first 64 cost no memory of their own.
class OpSet {
 public:
  void insert(std::size_t number) {
    if (number >= word_bits && number / word_bits > rest_.size()) rest_.resize(number / word_bits);
    word(number) |= bit(number);
  }

  void erase(std::size_t number) {
    if (holds_word_of(number)) word(number) &= ~bit(number);
  }

  bool contains(std::size_t number) const {
    return holds_word_of(number) && (word(number) & bit(number)) != 0;
  }

  /// Whether all of the other set are in this one.
  bool includes(const OpSet& other) const {
    if ((other.first_ & ~first_) != 0) return false;
    for (std::size_t i = 0; i < other.rest_.size(); ++i)
      if ((other.rest_[i] & ~(i < rest_.size() ? rest_[i] : 0)) != 0) return false;
    return true;
  }

  bool operator==(const OpSet& other) const { return includes(other) && other.includes(*this); }

  std::size_t hash() const {
    std::size_t hash = first_ * spread;
    for (const std::uint64_t bits : rest_)
      if (bits != 0) hash = (hash ^ bits) * spread;
    return hash;
  }

 private:
  static constexpr std::size_t word_bits = 64;
  static constexpr std::uint64_t spread = 0x9E3779B97F4A7C15ULL;

  static std::uint64_t bit(std::size_t number) { return std::uint64_t{1} << number % word_bits; }

  bool holds_word_of(std::size_t number) const { return number / word_bits <= rest_.size(); }
  std::uint64_t word(std::size_t number) const {
    return number < word_bits ? first_ : rest_[number / word_bits - 1];
  }
  std::uint64_t& word(std::size_t number) {
    return number < word_bits ? first_ : rest_[number / word_bits - 1];
  }

  std::uint64_t first_ = 0;
  std::vector<std::uint64_t> rest_;
};

}  // namespace eddy
