#pragma once

#include "glomers/replication/logs.hpp"
#include "glomers/replication/replica.hpp"

namespace glomers {

/// What the application on a Replica wants to be told and asked.
struct Application {
  Replica::Deliver deliver;
  Replica::EntryCheck check_entry;    ///< may be null
  Replica::StableCallback on_stable;  ///< may be null

  /// Delivers what the log holds from that position on. What the application throws ends the node.
  void deliver_from(const Node& node, const Logs& logs, LogId log, std::uint64_t first) const;
};

}  // namespace glomers
