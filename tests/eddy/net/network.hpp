#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "glomers/message.hpp"
#include "glomers/random.hpp"
#include "tests/eddy/net/choices.hpp"
#include "tests/eddy/net/latency.hpp"
#include "tests/eddy/net/link_faults.hpp"
#include "tests/eddy/net/random_choices.hpp"
#include "tests/eddy/net/traffic.hpp"
#include "tests/eddy/time/scheduler.hpp"

namespace eddy {

using glomers::Message;

/// A message from or to somebody whom the network has never known.
struct UnknownDestination : std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// What befell a message, for logs and for the history of a small failing run.
struct NetworkEvent {
  enum class Kind { sent, received, lost };
  Kind kind;
  Traffic::Kind traffic;
  Time time;
  std::uint64_t message_id;  ///< counted from 0 in the order of sending
  const Message& message;
};

/// Maelstrom's network: each receiver has one queue in the order of delivery
/// time, and takes one message after the other.
class Network {
 public:
  enum class Role { node, service, client };

  /// What a receiver does while its earliest message is not due yet. Maelstrom's
  /// takes it out and sleeps until it is due, and whatever comes meanwhile waits
  /// behind it (head_of_line); an ideal one goes by the due times alone.
  enum class Delivery { head_of_line, ideal };

  struct Options {
    Latency latency = {};  ///< between nodes and services; messages of clients have none
    Delivery delivery = Delivery::head_of_line;
    /// A receiver needs a time drawn from 0 to this for each message. Virtual time needs this, as
    /// nothing else takes any time there: all that follows from one message would happen in one
    /// instant and in one order.
    Time longest_handover{0};
    /// On a busy machine a receiver that had to wait for its message wakes so much too late.
    Latency lateness = {};
  };

  using OnReceive = std::function<void(const Message&)>;
  using Observer = std::function<void(const NetworkEvent&)>;

  /// All is drawn at random.
  Network(Scheduler& scheduler, Random random, Options options)
      : Network(scheduler,
                std::make_shared<RandomChoices>(random, options.latency, options.longest_handover,
                                                options.lateness),
                options.delivery) {}

  /// All is as the choices say.
  Network(Scheduler& scheduler, std::shared_ptr<Choices> choices, Delivery delivery)
      : scheduler_(scheduler), choices_(std::move(choices)), delivery_(delivery) {}

  void add(const std::string& id, Role role, OnReceive on_receive);

  /// While a receiver is dead, what comes for it is lost.
  void set_dead(const std::string& id, bool dead) { receivers_.at(id).dead = dead; }
  /// The receiver is gone for ever. Its id stays known: what still comes for it is dropped.
  void remove(const std::string& id);
  bool knows(const std::string& id) const { return receivers_.contains(id); }
  /// When the receiver was removed, if it was.
  std::optional<Time> removed_at(const std::string& id) const;

  /// Throws UnknownDestination.
  void send(Message message);

  /// Lets the receiver have what Choices held, in order, before all that it has not
  /// taken yet.
  void release(const std::string& id);

  LinkFaults& faults() { return faults_; }
  const Traffic& traffic() const { return traffic_; }
  void observe(Observer observer) { observer_ = std::move(observer); }

 private:
  struct Envelope {
    std::uint64_t id;
    Traffic::Kind kind;
    bool between_nodes;
    std::shared_ptr<const Message> message;
  };

  struct Receiver {
    Role role;
    OnReceive on_receive;
    std::map<std::pair<Time, std::uint64_t>, Envelope> queue;  ///< by due time, then arrival
    bool busy = false;                                         ///< with a message that it has taken
    std::vector<Envelope> held;                                ///< set aside until release()
    std::optional<TimerId> wake_up;  ///< ideal delivery: when the earliest is due
    bool dead = false;
    std::optional<Time> removed_at = std::nullopt;
  };

  Role role_of(const std::string& id) const;
  void enqueue(Receiver& receiver, const Envelope& envelope);
  /// Lets the receiver take its next message, if it is free and there is one to take. A receiver
  /// that is awake is not late for a message that is there already.
  void take_next(Receiver& receiver, bool is_awake = false);
  void wake_up_at(Receiver& receiver, Time due);
  /// The receiver could have it now.
  void hand_over(Receiver& receiver, const Envelope& envelope);
  void deliver(Receiver& receiver, const Envelope& envelope);
  void report(NetworkEvent::Kind kind, const Envelope& envelope) const;

  Scheduler& scheduler_;
  std::shared_ptr<Choices> choices_;
  Delivery delivery_;
  LinkFaults faults_;
  Traffic traffic_;
  Observer observer_;
  std::map<std::string, Receiver> receivers_;
  std::uint64_t next_message_id_ = 0;
  std::uint64_t next_arrival_ = 0;
};

}  // namespace eddy
