#pragma once

#include <initializer_list>
#include <string_view>

#include "tests/eddy/history/history.hpp"

namespace eddy {

/// Whether the op is a transaction of [name, key, value], with no other names than these.
bool has_only_steps(const Op& op, std::initializer_list<std::string_view> names);

/// A transaction that reads every key of the history's transactions.
Json read_of_all_keys(const History& history);

}  // namespace eddy
