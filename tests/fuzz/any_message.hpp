#pragma once

#include "glomers/json.hpp"
#include "tests/fuzz/choices.hpp"

namespace glomers {

/// Any JSON value, with a liking for bounds and for names that mean something.
Json any_json(Choices& choices, int depth = 3);

/// A body that a client might send: of a known type, its fields right or not.
Json any_request(Choices& choices);

/// A batch that a peer might send to the node n0, whose tag is `own_tag`.
Json any_batch(Choices& choices, const std::string& own_tag);

}  // namespace glomers
