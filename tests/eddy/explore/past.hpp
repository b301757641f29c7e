#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "glomers/time.hpp"
#include "tests/eddy/net/network.hpp"

namespace eddy {

/// Mixes one more number into a hash; the order counts.
std::uint64_t mixed(std::uint64_t hash, std::uint64_t number);
std::uint64_t hash_of(std::string_view text);

/// What has happened to each member of a network, in its order, and what is under way: two runs
/// of which this is the same are in the same state, as whatever a member is follows from what it
/// got, and when.
class Past {
 public:
  /// An observer of the network.
  void observe(const NetworkEvent& event);
  /// Something other than a message happened to the member.
  void happened(const std::string& member, std::string_view what, Time time);
  /// The receiver takes the message, and has it as soon as all that was taken before is handed
  /// over.
  void taken(const Message& message) { taken_.push_back(hash_of(message.dest)); }
  /// It has it, or it was set aside.
  void handed_over(const Message& message);

  std::uint64_t state() const;
  /// Of what happened alone.
  std::uint64_t events() const;

 private:
  using Queue = std::map<std::uint64_t, std::uint64_t>;  ///< hashes of messages by their ids

  std::map<std::string, std::uint64_t> members_;
  std::map<std::string, Queue> under_way_;  ///< by receiver
  std::vector<std::uint64_t> taken_;        ///< their receivers
};

}  // namespace eddy
