#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

namespace eddy {

/// Orders of operations that begin alike in parts, each told by its last step.
class Orders {
 public:
  /// Number of a step; `none` is the empty order.
  using Place = std::uint32_t;
  static constexpr Place none = UINT32_MAX;

  struct Step {
    std::uint32_t op = 0;
    std::size_t held = 0;  ///< what the register holds then
  };

  /// The order with one more step.
  Place then(Place order, Step step) {
    steps_.push_back({step, order});
    return static_cast<Place>(steps_.size() - 1);
  }

  /// The last steps of an order, so many at most.
  std::vector<Step> last(Place order, std::size_t count) const {
    std::vector<Step> steps;
    for (; order != none && steps.size() < count; order = steps_[order].before)
      steps.push_back(steps_[order].step);
    std::reverse(steps.begin(), steps.end());
    return steps;
  }

  /// Of all orders together.
  std::size_t size() const { return steps_.size(); }
  /// Forgets the steps that came last, until so many are left.
  void forget_until(std::size_t size) { steps_.resize(size); }

  /// Keeps of all that is here only the last steps of these orders, so many of each at most.
  /// The orders get their new places.
  void keep(const std::vector<Place*>& orders, std::size_t count) {
    Orders kept;
    for (Place* order : orders) {
      Place place = none;
      for (const Step& step : last(*order, count)) place = kept.then(place, step);
      *order = place;
    }
    steps_ = std::move(kept.steps_);
  }

 private:
  struct Link {
    Step step;
    Place before = none;
  };

  std::vector<Link> steps_;
};

}  // namespace eddy
