#pragma once

#include <algorithm>
#include <deque>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "glomers/node.hpp"
#include "glomers/replication/batch.hpp"
#include "glomers/replication/batch_check.hpp"
#include "glomers/replication/beat.hpp"
#include "glomers/replication/journal.hpp"
#include "glomers/replication/log_spans.hpp"
#include "glomers/replication/logs.hpp"
#include "glomers/replication/peer.hpp"
#include "glomers/replication/stability.hpp"

namespace glomers {

/// Carries each node's own log of entries to all other nodes.
///
/// Guarantee: every entry that any live node holds reaches every node to which a
/// path of working links leads, exactly once and in its origin's order; between
/// origins there is no order. A node that is killed loses its memory and comes
/// back as a new origin; what others hold of the old one stays. With `durable` it
/// comes back with all that any node held when it started, and clients' requests
/// wait until it has.
///
/// The star: leaves exchange batches with the hub (the first node), timed by
/// Beat. Batches are acknowledged by what their receivers say they hold; what is
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
    /// nor sent, and `deliver` may not get them. Not with stability or durable.
    bool newest_only = false;
  };

  using Make = Journal::Make;
  using Done = Journal::Done;

  struct Entry {
    Origin origin;
    std::size_t node;        ///< index of the origin's node
    std::uint64_t position;  ///< in the origin's log
    const Json& value;
  };

  /// To be made before the node's init. `deliver` gets each entry once, this
  /// node's own ones from within append(). What it throws is logged.
  Replica(Node& node, Options options, std::function<void(const Entry&)> deliver);

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
  void append_made(Make make, Done done = nullptr);

  /// Called with an origin whose stable prefix grew, and the prefix's length.
  void on_stable(std::function<void(Origin, std::uint64_t)> callback) {
    stable_callback_ = std::move(callback);
  }

  /// `check` is asked about each new entry of a peer or a journal before any state
  /// changes. If it throws, the whole batch is refused; of a journal the rest is not read.
  void check_entries(EntryCheck check) { check_entry_ = std::move(check); }

  const Logs& logs() const { return *logs_; }
  /// This incarnation's own log.
  Origin own() const { return own_; }
  /// Whether the origin's node was last heard to speak as another.
  bool is_dead(const std::string& origin) const;

 private:
  /// How long a node goes on gossiping after it last heard of trouble.
  static constexpr Time alarm_length = 2s;

  bool is_hub() const { return node_.index() == 0; }
  /// The peers that this node must keep up to date by itself: a leaf the hub, the hub all.
  std::span<Peer> charges() {
    const std::span<Peer> peers = peers_;
    return is_hub() ? peers.subspan(1) : peers.first(1);
  }
  bool is_charge(std::size_t peer) const { return is_hub() || peer == 0; }
  std::size_t index_of(const Peer& peer) const {
    return static_cast<std::size_t>(&peer - peers_.data());
  }
  bool lacks(const Peer& peer, Origin o) const { return peer.next(o) < logs_->length(o); }
  bool lacks_anything(const Peer& peer) const;

  void start();
  void open_journal();
  void hold(const Message& request, const Node::Handler& handler);
  void handle_held();
  void begin(const std::string& tag);
  void recover(std::vector<PastLog> past);
  void keep_what_is_valid(PastLog& log);
  void add(Json entry, const Done& done);
  void send_on_its_way();
  void make_known();
  void greet();
  void ask(Peer& peer, bool anyway);
  std::string make_tag();

  // Receiving.
  void receive(const Message& message, Batch batch);
  void check(const Peer& peer, const Batch& batch) const;
  bool meet(Peer& peer, const Batch& batch);
  void claim_row(const Peer& peer, std::size_t index);
  void take_address(Peer& peer, const Batch& batch);
  void take_logs(Peer& peer, Batch& batch);
  void take_have(Peer& peer, std::size_t index, const Batch& batch);
  void take_rows(const Batch& batch);
  void heard_by(Peer& peer);
  void answer_digest(Peer& peer, std::size_t index, const Batch& batch);
  void deliver_from(Origin o, std::uint64_t first);
  void note_waiting(Origin o, std::optional<Time> age);
  void note_stability(bool entries_came);

  // Sending.
  void send_batch(Peer& peer, bool digest, std::optional<Time> until_next_beat = std::nullopt);
  void send_digest(Peer& peer, bool ask);
  Batch make_batch(Peer& peer);
  std::vector<LogSpan> to_push(const Peer& peer) const;
  void add_rows(Peer& peer, Batch& batch);
  void send(const Peer& peer, const Batch& batch, const RawField& logs = {});

  // Time.
  void act();
  void schedule();
  Time due(const Peer& peer) const;
  void note_due(const Peer& peer) { peers_due_ = std::min(peers_due_, due(peer)); }
  void find_peers_due();
  void flush();
  void suspect_silent_peers();
  void acknowledge();
  void probe_suspects();
  void gossip();
  void tell_of_alarm();
  Peer& next_to_gossip_with();
  std::optional<Time> ask_due() const;
  void ask_for_stability();
  std::optional<Time> flush_due() const;
  Time answer_timeout(const Peer& peer) const;

  Node& node_;
  Options options_;
  std::function<void(const Entry&)> deliver_;
  EntryCheck check_entry_;  ///< may be null
  std::function<void(Origin, std::uint64_t)> stable_callback_;
  Time ack_delay_;
  std::unique_ptr<Journal> journal_;                    ///< if durable
  std::deque<std::pair<Message, Node::Handler>> held_;  ///< oldest first

  std::string tag_;  ///< this incarnation's; empty until the journals have been read
  std::unique_ptr<Logs> logs_;
  Origin own_ = 0;
  std::unique_ptr<Stability> stability_;
  std::vector<Peer> peers_;  ///< by node index; its own place is unused
  SpanWriter span_writer_;
  Beat beat_;

  /// No peer has anything due before. Of many peers most have not, so they are only looked
  /// through when it has come.
  Time peers_due_ = Time::max();
  std::size_t suspects_ = 0;
  Time alarm_until_{0};
  Time next_gossip_{0};
  std::vector<std::size_t> gossip_order_;  ///< whom to gossip with next, from the back
  std::optional<Time> unstable_since_;
  std::optional<Time> next_ask_;
  TimerId timer_ = 0;
  std::optional<Time> timer_due_;
};

}  // namespace glomers
