#pragma once

#include <compare>
#include <cstddef>

namespace glomers {

/// A place in a list, as a type of its own: the place of one thing cannot be given where that
/// of another is meant.
template <class Thing>
class Index {
 public:
  constexpr Index() = default;
  constexpr explicit Index(std::size_t value) : value_(value) {}

  constexpr std::size_t value() const { return value_; }
  constexpr auto operator<=>(const Index&) const = default;

 private:
  std::size_t value_ = 0;
};

/// The places of a whole list, to go through in order.
template <class Thing>
class Indices {
 public:
  explicit Indices(std::size_t count) : count_(count) {}

  class Iterator {
   public:
    explicit Iterator(std::size_t at) : at_(at) {}
    Index<Thing> operator*() const { return Index<Thing>(at_); }
    Iterator& operator++() {
      ++at_;
      return *this;
    }
    bool operator==(const Iterator&) const = default;

   private:
    std::size_t at_;
  };

  std::size_t size() const { return count_; }
  Iterator begin() const { return Iterator(0); }
  Iterator end() const { return Iterator(count_); }

 private:
  std::size_t count_;
};

/// A node's place in the list of the cluster's nodes.
using NodeIndex = Index<struct ClusterNode>;

/// A log's number on this node: logs are numbered as they become known.
using LogId = Index<struct IncarnationLog>;

}  // namespace glomers
