#pragma once

#include <algorithm>
#include <vector>

#include "tests/eddy/workloads/txn_list_append/append_history.hpp"

namespace eddy {

/// What a transaction has to find in a list after what it itself read and appended.
class OwnView {
 public:
  void append(int element) {
    if (knowledge_ == Knowledge::read_null) knowledge_ = Knowledge::whole;
    if (knowledge_ == Knowledge::nothing) knowledge_ = Knowledge::end;
    elements_.push_back(element);
  }

  /// False if the read does not fit; then expected() is what it should have been.
  bool read(const AppendMicroOp& read) {
    if (!fits(read)) return false;
    elements_ = read.elements;
    knowledge_ = read.is_null ? Knowledge::read_null : Knowledge::whole;
    return true;
  }

  const std::vector<int>& expected() const { return elements_; }
  /// Else the list has to end with expected().
  bool is_whole() const { return knowledge_ == Knowledge::whole; }

 private:
  /// A read of null binds no later read, but an append makes it a list of one.
  enum class Knowledge { nothing, read_null, end, whole };

  bool fits(const AppendMicroOp& read) const {
    if (knowledge_ == Knowledge::whole) return !read.is_null && read.elements == elements_;
    if (knowledge_ != Knowledge::end) return true;
    return read.elements.size() >= elements_.size() &&
           std::equal(elements_.rbegin(), elements_.rend(), read.elements.rbegin());
  }

  Knowledge knowledge_ = Knowledge::nothing;
  std::vector<int> elements_;
};

}  // namespace eddy
