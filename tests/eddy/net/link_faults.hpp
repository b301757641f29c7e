#pragma once

#include <algorithm>
#include <set>
#include <string>
#include <utility>

#include "glomers/random.hpp"
#include "glomers/time.hpp"

namespace eddy {

using glomers::Random;
using glomers::Time;
using std::chrono_literals::operator""s;
using std::chrono_literals::operator""ms;

/// What is wrong with the network at present. The nemesis sets it, the network looks it up.
/// Links to and from clients are never touched. Cuts and duplicates come between nodes only,
/// the rest between nodes and services, too.
struct LinkFaults {
  using Link = std::pair<std::string, std::string>;  ///< from, to

  std::multiset<Link> cut;           ///< these lose every message; a link once for each fault
  double loss = 0;                   ///< probability that a message is lost
  double duplicate = 0;              ///< probability that a message comes twice
  double spike = 0;                  ///< probability of a latency spike, which reorders messages
  std::set<Link> slow_links;         ///< these take slow_factor times as long
  std::set<std::string> slow_nodes;  ///< the same for every link from and to these
  // These faults are those of all services and of their links with nodes.
  bool slow_services = false;      ///< a message takes up to max_spike longer
  bool refusing_services = false;  ///< every request gets temporarily-unavailable
  double service_loss = 0;         ///< probability that a message is lost

  static constexpr Time max_spike = 1s;
  static constexpr int slow_factor = 10;
  /// A slow link is at least so slow, even if the latency is zero.
  static constexpr Time slow_at_least = 20ms;

  void add_cut(const std::set<Link>& links) { cut.insert(links.begin(), links.end()); }
  void remove_cut(const std::set<Link>& links) {
    for (const Link& link : links) cut.erase(cut.find(link));
  }

  bool is_cut(const std::string& from, const std::string& to) const {
    return cut.count({from, to}) != 0;
  }

  double loss_of_message(bool between_nodes) const {
    return between_nodes ? loss : std::max(loss, service_loss);
  }

  /// The latency that these faults make of another.
  Time worsened(Time latency, const std::string& from, const std::string& to, bool between_nodes,
                Random& random) const {
    if (slow_nodes.count(from) + slow_nodes.count(to) + slow_links.count({from, to}) != 0)
      latency = std::max(slow_factor * latency, slow_at_least);
    if (slow_services && !between_nodes) latency += random.between(Time(0), max_spike);
    if (random.chance(spike)) latency += random.between(Time(0), max_spike);
    return latency;
  }
};

}  // namespace eddy
