#pragma once

#include <cstddef>
#include <cstdint>

#include "glomers/json.hpp"

namespace eddy {

using glomers::Json;

/// Message counts as Maelstrom gives them: `clients` are messages that a client
/// sends or gets, `servers` those among nodes and services, `all` both. A
/// message counts as sent even if it is lost on the way.
struct Traffic {
  enum class Kind { client, server };

  struct Counts {
    std::uint64_t sent = 0;
    std::uint64_t received = 0;
    std::uint64_t bytes = 0;  ///< sent, as lines with their newlines
  };

  Counts clients;
  Counts servers;

  Counts& of(Kind kind) { return kind == Kind::client ? clients : servers; }

  /// {"all", "clients", "servers"}: each with send-count, recv-count, msg-count,
  /// bytes, and but for clients msgs-per-op (where there was an operation).
  Json to_json(std::size_t operations) const;
};

}  // namespace eddy
