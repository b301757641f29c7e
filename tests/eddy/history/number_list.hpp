#pragma once

#include "glomers/json.hpp"

namespace eddy {

/// For tests: [from, from + 1, ..., to - 1]. Of a hundred and more a GrowingList is made.
inline glomers::Json numbers(int from, int to) {
  glomers::Json list = glomers::Json::array();
  for (int i = from; i < to; ++i) list.push_back(i);
  return list;
}

}  // namespace eddy
