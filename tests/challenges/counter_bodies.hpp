#pragma once

#include "glomers/json.hpp"

/// The bodies of requests and replies in the counter's tests.
inline const glomers::Json add_ok = {{"type", "add_ok"}};
inline const glomers::Json read_total = {{"type", "read"}};

inline glomers::Json add(const glomers::Json& delta) {
  return {{"type", "add"}, {"delta", delta}};
}

inline glomers::Json read_ok(const glomers::Json& value) {
  return {{"type", "read_ok"}, {"value", value}};
}
