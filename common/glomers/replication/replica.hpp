#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "glomers/node.hpp"
#include "glomers/replication/index.hpp"

namespace glomers {

class Engine;
class Logs;

/// Carries each node's own log of entries to all other nodes.
///
/// Guarantee: every entry that any live node holds reaches every node to which a
/// path of working links leads, exactly once and in its log's order; between
/// logs there is no order. A node that is killed loses its memory and comes
/// back as a new incarnation with a log of its own; what others hold of the old one
/// stays. With `durable` it comes back with all that any node held when it started, and
/// clients' requests wait until it has.
///
/// The star: leaves exchange batches with the hub (the first node), timed by a beat.
/// Batches are acknowledged by what their receivers say they hold; what is
/// not confirmed in time makes the peer a suspect, which is probed until it
/// answers. Gossip: while a node has suspects, and for a while after it heard of
/// somebody else's, it exchanges digests with all others in turn.
/// When everybody holds everything, nothing is sent.
class Replica {
 public:
  struct Options {
    /// Under load, the time between two batches to the same node.
    Time flush_interval = 350ms;
    /// Find out which entries all nodes hold (on_stable). Acknowledgements then
    /// travel every interval.
    bool stability = false;
    /// Acknowledge at once, so that an entry is stable two round trips and one
    /// interval after it was appended, with more than two nodes two intervals.
    /// Only with stability.
    bool eager = false;
    /// Keep a journal in lin-kv: an entry is stored there before anybody is shown it,
    /// and survives any deaths. Requests are then to be registered with Replica::on.
    bool durable = false;
    /// How long an entry waits for others to ride with it to the journal, after a write; by
    /// default the flush interval. A client waits for it.
    std::optional<Time> journal_interval = std::nullopt;
    /// The newest entry of a log says all that those before it said: they are neither kept
    /// nor sent, and the application may not get them. Not with stability or durable.
    bool newest_only = false;
  };

  struct Entry {
    LogId log;
    NodeIndex node;          ///< whose incarnation appended it
    std::uint64_t position;  ///< in the log
    const Json& value;
  };

  using Deliver = std::function<void(const Entry&)>;
  /// Throws RpcError malformed-request if the application cannot take this entry.
  using EntryCheck = std::function<void(const Json& entry)>;
  using StableCallback = std::function<void(LogId log, std::uint64_t length)>;
  /// Gives an entry, when its group is put together. It sees all that was stored
  /// before, and is followed by the others of its group before any of them is.
  using EntryFactory = std::function<Json()>;
  /// Runs once the entry is in the log, with its position there.
  using Done = std::function<void(std::uint64_t position)>;

  /// It has to be made before the node's init. `deliver` gets each entry once, this
  /// node's own ones from within append(). It takes every entry that check_entries() lets pass:
  /// what it throws ends the node, which would differ from the others for ever.
  Replica(Node& node, Options options, Deliver deliver);
  ~Replica();

  /// Like Node::on, for requests that need what this node holds. If durable, they wait
  /// until it has recovered; after three seconds they are answered with
  /// temporarily-unavailable, as clients give up after five.
  void on(const std::string& type, Node::Handler handler);
  template <class Body, class F>
  void on(F handler) {
    on(Body::type, [handler](const Message& m) { handler(m, from_body<Body>(m.body)); });
  }

  /// Appends to this node's own log and sends it on its way: at once, or, if durable,
  /// once it is stored. Then `done` is told its position in the log.
  void append(Json value, Done done = nullptr);

  /// The same for an entry that depends on what this node holds: `make` gives it when
  /// its group is put together. All entries of a group are delivered before the
  /// next group is put together.
  void append_deferred(EntryFactory make, Done done = nullptr);

  /// Called with a log whose stable prefix grew, and the prefix's length.
  void on_stable(StableCallback callback);

  /// `check` is asked about each new entry of a peer or a journal before any state
  /// changes. If it throws, the whole batch is refused; of a journal the rest is not read.
  void check_entries(EntryCheck check);

  /// All logs that this node has heard of (logs.hpp). It and what follows need a node that has
  /// started.
  const Logs& logs() const;
  /// The log of this incarnation.
  LogId own_log() const;
  /// Whether the incarnation's node was last heard to speak as another.
  bool is_dead(const std::string& incarnation) const;

  /// For a person or a test: what this node knows of each peer (Peer::describe).
  Json describe_peers() const;

 private:
  std::unique_ptr<Engine> engine_;
};

}  // namespace glomers
