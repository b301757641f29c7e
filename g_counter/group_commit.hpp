#pragma once

#include <algorithm>
#include <optional>

#include "common/time.hpp"

namespace glomers {

/// When a group of adds is written. An add that finds the node idle goes at
/// once. Under load the first of a group waits for company, and the second takes
/// both along: so every other add pays one round trip and no more, and there is
/// one write for two adds.
class GroupCommit {
 public:
  explicit GroupCommit(Time longest_wait) : longest_wait_(longest_wait) {}

  /// An add joins the group.
  void joined(Time now) {
    const bool idle = !last_joined_ || *last_joined_ + longest_wait_ <= now;
    last_joined_ = now;
    ++size_;
    const Time due = size_ > 1 || idle ? now : now + longest_wait_;
    due_ = std::min(due_.value_or(due), due);
  }

  /// When the group is to be written; none if it is empty.
  std::optional<Time> due() const { return due_; }

  /// The group has been taken.
  void taken() {
    size_ = 0;
    due_ = std::nullopt;
  }

 private:
  Time longest_wait_;
  std::optional<Time> last_joined_;
  std::optional<Time> due_;
  int size_ = 0;
};

}  // namespace glomers
