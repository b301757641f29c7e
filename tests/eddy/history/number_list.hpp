#pragma once

#include "glomers/json.hpp"

namespace eddy {

/// Makes the list [from, from + 1, ..., to - 1] for tests. A hundred and more become a GrowingList.
inline glomers::Json numbers(int from, int to) {
  glomers::Json list = glomers::Json::array();
  for (int i = from; i < to; ++i) list.push_back(i);
  return list;
}

}  // namespace eddy
