#pragma once

#include "tests/eddy/history/history.hpp"

namespace eddy {

/// The kind, in `beyond`, of an answer that does not repeat what was asked.
inline constexpr const char* other_answer = "other-answer";

/// Puts into a checker's result which answers are not to what was asked: a transaction with
/// other operations, fewer, or in another order; a poll or committed offsets with keys
/// that nobody asked for; an `add` of another delta. In `beyond`, and first among
/// the explanations where there are some: it may be the cause of all others.
/// `pairs`: as pair_ops() gives them.
void tell_other_answers(const History& history, const std::vector<std::size_t>& pairs,
                        Json& result);

}  // namespace eddy
