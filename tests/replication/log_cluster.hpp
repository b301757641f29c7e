#pragma once

#include <algorithm>
#include <string>
#include <vector>

#include "glomers/testing/test_cluster.hpp"
#include "tests/catch.hpp"
#include "tests/replication/log_program.hpp"

// Clusters of nodes that run the engine alone (log_program.hpp), for its tests.

namespace glomers {

inline const Replica::Options plain;
inline const Replica::Options stable{.flush_interval = 60ms, .stability = true};

/// Every node with what it has delivered, by origin node.
inline Json entries(TestCluster& c, const std::string& id) {
  return c.client_request(id, {{"type", "read"}}).at("entries");
}

/// What a node knows of each peer, a line each (log_program.hpp).
inline std::vector<std::string> peers(TestCluster& c, const std::string& id) {
  return c.client_request(id, {{"type", "peers"}}).at("peers").get<std::vector<std::string>>();
}

inline void append(TestCluster& c, const std::string& id, const Json& value) {
  REQUIRE(c.client_request(id, {{"type", "append"}, {"value", value}}).at("type") == "append_ok");
}

inline bool holds(TestCluster& c, const std::string& id, const std::string& origin,
                  const Json& value) {
  const Json all = entries(c, id);
  if (!all.contains(origin)) return false;
  return std::count(all[origin].begin(), all[origin].end(), value) == 1;
}

inline bool all_alike(TestCluster& c) {
  const Json first = entries(c, c.ids()[0]);
  return std::all_of(c.ids().begin(), c.ids().end(),
                     [&](const auto& id) { return entries(c, id) == first; });
}

inline std::size_t entry_count(TestCluster& c, const std::string& id) {
  std::size_t count = 0;
  const Json all = entries(c, id);
  for (const auto& [name, list] : all.items()) count += list.size();
  return count;
}

/// Greetings and their acknowledgements are over.
inline void settle(TestCluster& c) {
  for (const auto& id : c.ids()) entries(c, id);
  c.run_for(10s);
}

inline TestCluster::Link latency(Time t) {
  return [t](const Message&, Random&) { return std::vector<Time>{t}; };
}

}  // namespace glomers
