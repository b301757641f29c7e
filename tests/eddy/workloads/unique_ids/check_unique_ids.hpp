#pragma once

#include "tests/eddy/history/history.hpp"

namespace eddy {

/// No id may be generated twice; ids are told apart by value and type. Result:
/// valid, attempted-count, acknowledged-count, duplicated-count, duplicated (at
/// most 48 pairs of id and times, the most frequent), range (least and greatest
/// id). Ids without an order among them make it unknown ("not-comparable").
Json check_unique_ids(const History& history);

}  // namespace eddy
