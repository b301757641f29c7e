#pragma once

#include <string>

#include "glomers/message.hpp"
#include "tests/eddy/net/latency.hpp"
#include "tests/eddy/net/link_faults.hpp"

namespace eddy {

using glomers::Message;

/// What a run leaves open, asked point by point: how each message fares, and what comes between
/// two events of a node. Random numbers answer (RandomChoices), or somebody who has chosen.
class Choices {
 public:
  /// What is to become of a message when its receiver could take it.
  enum class Delivery {
    now,
    never,
    twice,  ///< the receiver gets it, and at once again
    held    ///< it is set aside until Network::release()
  };

  virtual ~Choices() = default;

  // Of a message that has just been sent, and is not a client's.
  virtual bool is_lost(const LinkFaults& faults, bool between_nodes) = 0;
  virtual bool is_doubled(const LinkFaults& faults) = 0;
  virtual Time latency(const LinkFaults& faults, const Message& message, bool between_nodes) = 0;

  /// How long a receiver needs for the message that it takes now. It sleeps if it had to wait
  /// for it.
  virtual Time handover(const Message& message, bool sleeps) = 0;

  virtual Delivery before_delivery(const Message&, bool /*is_clients*/) { return Delivery::now; }
  /// The receiver has had its message, or the message is lost.
  virtual void after_delivery(const Message&) {}

  /// Before a node's timers run. False: something has happened to the node, and they do not.
  virtual bool before_timers(const std::string& /*node*/) { return true; }
  virtual void after_timers(const std::string& /*node*/) {}
};

}  // namespace eddy
