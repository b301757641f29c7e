#include "common/replication/replica.hpp"

#include <algorithm>
#include <cstdio>

namespace glomers {
namespace {

constexpr Time probe_interval = 600ms;
constexpr std::size_t gossip_fanout = 2;
/// How long a node goes on gossiping after it last heard of trouble.
constexpr Time alarm_length = 2s;
/// Peers with whom nothing was exchanged within this are greeted.
constexpr Time greeting_wait = 1500ms;
constexpr Time shortest_ack_delay = 1300ms;
constexpr Time shortest_gossip_interval = 250ms;
constexpr Time longest_gossip_interval = 1s;
/// What an answer may take beyond the peer's delay and the round trip.
constexpr Time answer_grace = 300ms;

std::int64_t to_us(Time t) {
  return t / 1us;
}

std::uint64_t to_length(std::int64_t n) {
  if (n < 0) throw_malformed("have", "must not hold negative lengths");
  return static_cast<std::uint64_t>(n);
}

Time ack_delay(const Replica::Options& options) {
  if (options.eager) return Time(0);
  if (options.stability) return options.flush_interval;
  return std::max(shortest_ack_delay, options.flush_interval * 3 / 2);
}

Beat::Aim aim(const Replica::Options& options) {
  if (options.eager) return Beat::Aim::any_time;
  return options.stability ? Beat::Aim::midway : Beat::Aim::before_beat;
}

}  // namespace

Replica::Replica(Node& node, Options options, std::function<void(const Entry&)> deliver)
    : node_(node),
      options_(options),
      deliver_(std::move(deliver)),
      ack_delay_(ack_delay(options)),
      beat_(options.flush_interval, aim(options)) {
  node_.on_init([this] { start(); });
  node_.on_ready([this] { make_known(); });
  node_.on<Batch>([this](const Message& m, const Batch& batch) { receive(m, batch); });
}

void Replica::append(Json value) {
  logs_->append(own_, std::move(value));
  deliver_from(own_, logs_->length(own_) - 1);
  note_waiting(own_, std::nullopt);
  note_stability(false);
  schedule();
}

// Start. ----------------------------------------------------------------------

void Replica::start() {
  tag_ = make_tag();
  logs_ = std::make_unique<Logs>(node_.ids());
  own_ = *logs_->intern(Logs::name_of(node_.id(), tag_));
  if (options_.stability)
    stability_ = std::make_unique<Stability>(node_.ids().size(), node_.index(), *logs_);
  for (const auto& id : node_.ids()) peers_.emplace_back(id);
}

/// Tags of one node rise from start to start, so that a late message of a dead
/// incarnation is told from one of the living: the wall clock in milliseconds
/// (base 32, nine digits), and chance in case the clock stood still.
std::string Replica::make_tag() {
  constexpr char digits[] = "0123456789abcdefghijklmnopqrstuv";
  std::uint64_t number =
      static_cast<std::uint64_t>(node_.wall_clock() / 1ms) << 10 | (node_.random().next() & 1023);
  std::string tag(11, '0');
  for (auto it = tag.rbegin(); it != tag.rend(); ++it, number >>= 5) *it = digits[number & 31];
  return tag;
}

/// A node that has been restarted must find out what it missed, and nobody can
/// tell a restart from a first start. The first batch shows its new incarnation;
/// where there is none, it makes itself known, the hub first.
void Replica::make_known() {
  if (peers_.size() == 1) return;
  const Time wait = is_hub() ? greeting_wait : greeting_wait * 3 / 2;
  node_.after(node_.random().between(wait, wait * 4 / 3), [this] { greet(); });
}

void Replica::greet() {
  for_each_charge([this](Peer& peer) {
    if (!peer.tag.empty() || peer.unacked_since) return;
    send_digest(peer, false);
    peer.unacked_since = node_.now();
  });
  schedule();
}

template <class F>
void Replica::for_each_charge(F f) {
  if (!is_hub()) return f(peers_[0]);
  for (std::size_t i = 1; i < peers_.size(); ++i) f(peers_[i]);
}

bool Replica::lacks_anything(const Peer& peer) const {
  for (Origin o = 0; o < logs_->count(); ++o)
    if (peer.have(o) < logs_->length(o)) return true;
  return false;
}

// Receiving. ------------------------------------------------------------------

void Replica::receive(const Message& message, const Batch& batch) {
  const auto& ids = node_.ids();
  const auto sender = std::find(ids.begin(), ids.end(), message.src);
  if (sender == ids.end() || message.src == node_.id()) return;
  const auto index = static_cast<std::size_t>(sender - ids.begin());
  Peer& peer = peers_[index];
  if (!meet(peer, index, batch)) return;
  peer.ts_to_echo = batch.ts;
  peer.ts_came = node_.now();
  take_echo(peer, batch);
  take_logs(peer, batch);
  take_have(peer, index, batch);
  take_rows(batch);
  note_stability(batch.logs.has_value());
  if (batch.alarm)
    alarm_until_ =
        std::max(alarm_until_, node_.now() + Time(std::chrono::microseconds(*batch.alarm)));
  if (batch.digest.value_or(false)) answer_digest(peer, batch);
  if (batch.to && *batch.to != tag_) send_digest(peer, false);  // it knows us from a former life
  act();
}

/// Returns false for a message of an incarnation that is dead.
bool Replica::meet(Peer& peer, std::size_t index, const Batch& batch) {
  if (batch.tag == peer.tag) return true;
  if (batch.tag < peer.tag) return false;
  const bool restarted = !peer.tag.empty();
  if (restarted) {
    if (peer.suspect) --suspects_;
    peer = Peer(peer.id);
  }
  peer.tag = batch.tag;
  peer.origin = logs_->intern(Logs::name_of(peer.id, peer.tag));
  if (stability_) stability_->set_origin(index, *peer.origin);
  if (restarted && is_charge(index) && lacks_anything(peer)) beat_.entry_waits(node_.now());
  return true;
}

void Replica::take_echo(Peer& peer, const Batch& batch) {
  if (!batch.echo || batch.echo->size() != 2) return;
  const std::int64_t us = to_us(node_.now()) - (*batch.echo)[0] - (*batch.echo)[1];
  if (us >= 0) peer.rtt.add(std::chrono::microseconds(us));
  note_progress(peer, true, false);
}

void Replica::take_logs(Peer& peer, const Batch& batch) {
  if (!batch.logs) return;
  const Time age = std::chrono::microseconds(batch.age.value_or(0));
  bool gap = false;
  for (const auto& [name, span] : *batch.logs) {
    const auto origin = logs_->intern(name);
    if (!origin || span.empty() || !span[0].is_number_integer() || span[0] < 0)
      throw_malformed("logs." + name, "must be [start, entry...] of a node of this cluster");
    const std::uint64_t start = span[0].get<std::uint64_t>();
    const std::uint64_t before = logs_->length(*origin);
    peer.learn_have(*origin, start + span.size() - 1);
    if (logs_->merge(*origin, start, {span.begin() + 1, span.end()})) {
      deliver_from(*origin, before);
      note_waiting(*origin, age);
    } else if (logs_->has_gap(*origin)) {
      gap = true;
    } else if (start <= before) {
      peer.told = 0;  // a duplicate: our acknowledgement was lost
    }
  }
  if (!peer.owed_since) peer.owed_since = node_.now();
  if (gap) send_digest(peer, false);  // what came before was lost, or is late
  if (batch.beat) beat_.heard(node_.now(), std::chrono::microseconds(*batch.beat));
}

void Replica::take_have(Peer& peer, std::size_t index, const Batch& batch) {
  bool progress = batch.logs.has_value();
  if (batch.have)
    for (const auto& [name, length] : *batch.have)
      if (const auto origin = logs_->intern(name))
        progress |= peer.learn_have(*origin, to_length(length));
  if (progress) note_progress(peer, false, true);
  if (!stability_) return;
  const auto learn = [&](const std::string& name) {
    if (const auto origin = logs_->intern(name))
      stability_->learn(index, *origin, peer.have(*origin));
  };
  if (batch.logs)
    for (const auto& [name, span] : *batch.logs) learn(name);
  if (batch.have)
    for (const auto& [name, length] : *batch.have) learn(name);
}

/// A row is taken for the incarnation that this node knows, or for the first it hears of.
void Replica::take_rows(const Batch& batch) {
  if (!stability_ || !batch.rows) return;
  for (const auto& [row_name, lengths] : *batch.rows) {
    const auto row_origin = logs_->intern(row_name);
    if (!row_origin || logs_->node(*row_origin) == node_.index()) continue;
    const std::size_t index = logs_->node(*row_origin);
    const Peer& peer = peers_[index];
    if (peer.origin && peer.origin != row_origin) continue;
    stability_->set_origin(index, *row_origin);
    for (const auto& [name, length] : lengths)
      if (const auto origin = logs_->intern(name))
        stability_->learn(index, *origin, to_length(length));
  }
}

/// `heard_us`: the peer answers something that we sent. `progress`: it holds more than before.
void Replica::note_progress(Peer& peer, bool heard_us, bool progress) {
  if (heard_us && peer.suspect) {
    peer.suspect = false;
    --suspects_;
    peer.rewind();
    if (lacks_anything(peer)) beat_.entry_waits(node_.now());
  }
  if (!peer.has_outstanding())
    peer.unacked_since = std::nullopt;
  else if (progress)
    peer.unacked_since = node_.now();
}

/// A digest says all that the sender holds: it gets what it lacks, and a digest
/// back if it holds more than we do.
void Replica::answer_digest(Peer& peer, const Batch& batch) {
  peer.rewind();
  bool we_lack = false;
  for (Origin o = 0; o < logs_->count(); ++o) we_lack |= logs_->length(o) < peer.have(o);
  // Where stability is wanted, every digest is: the answer carries the rows.
  const bool wanted = batch.ask.value_or(false) || (stability_ && batch.alarm);
  if (wanted || we_lack || lacks_anything(peer))
    send_batch(peer, we_lack);
  else if (is_hub() || &peer == &peers_[0])
    peer.owed_since = peer.owed_since.value_or(node_.now());
}

void Replica::deliver_from(Origin o, std::uint64_t first) {
  for (std::uint64_t i = first; i < logs_->length(o); ++i)
    deliver_({o, logs_->node(o), i, logs_->entry(o, i)});
}

/// The log has grown: what this node's charges lack waits for the next batch.
void Replica::note_waiting(Origin o, std::optional<Time> age) {
  bool waits = false;
  for_each_charge([&](Peer& peer) { waits |= !peer.suspect && lacks(peer, o); });
  if (!waits) return;
  if (is_hub() && age)
    beat_.entry_came(node_.now(), *age);
  else
    beat_.entry_waits(node_.now());
}

void Replica::note_stability(bool own_news) {
  if (!stability_) return;
  const auto grown = stability_->refresh();
  for (const Origin o : grown)
    if (stable_callback_) stable_callback_(o, stability_->stable_length(o));
  if (peers_.size() == 1) return;
  // The hub alone learns from all; the others learn it from the hub's rows.
  if (is_hub() && !grown.empty() && peers_.size() > 2) beat_.entry_waits(node_.now());
  if (own_news && !options_.eager) beat_.entry_waits(node_.now());
  if (stability_->all_stable())
    unstable_since_ = std::nullopt;
  else if (!unstable_since_ || !grown.empty())
    unstable_since_ = node_.now();
}

// Sending. --------------------------------------------------------------------

Batch Replica::make_batch(Peer& peer) {
  Batch batch;
  batch.tag = tag_;
  if (!peer.tag.empty()) batch.to = peer.tag;
  batch.ts = to_us(node_.now());
  if (peer.ts_to_echo) batch.echo = {*peer.ts_to_echo, to_us(node_.now() - peer.ts_came)};
  peer.ts_to_echo = std::nullopt;
  return batch;
}

/// All that the peer lacks and all that it does not know this node holds.
void Replica::send_batch(Peer& peer, bool digest, std::optional<Time> until_next_beat) {
  if (digest) peer.told = 0;
  Batch batch = make_batch(peer);
  std::map<std::string, std::vector<Json>> entries;
  Batch::Lengths have;
  logs_->for_each_changed_since(peer.told, [&](Origin o) {
    const std::uint64_t length = logs_->length(o);
    const std::uint64_t start = peer.next(o);
    if (start >= length) {
      have[logs_->name(o)] = static_cast<std::int64_t>(length);
      return;
    }
    auto& span = entries[logs_->name(o)];
    span.emplace_back(start);
    for (std::uint64_t i = start; i < length; ++i) span.push_back(logs_->entry(o, i));
    peer.mark_sent(o, length);
  });
  // What this node holds counts for stability together with how far its own log
  // goes, which an earlier batch may have told in vain.
  if (stability_ && !entries.contains(logs_->name(own_)))
    have[logs_->name(own_)] = static_cast<std::int64_t>(logs_->length(own_));
  if (!entries.empty()) {
    batch.logs = std::move(entries);
    if (!peer.unacked_since) peer.unacked_since = node_.now();
  }
  if (!have.empty()) batch.have = std::move(have);
  if (digest) batch.digest = true;
  if (until_next_beat) batch.beat = to_us(*until_next_beat);
  if (!is_hub() && &peer == &peers_[0]) {
    if (beat_.waiting_since()) batch.age = to_us(node_.now() - *beat_.waiting_since());
    beat_.leaf_flushed(node_.now());
  }
  add_rows(peer, batch);
  peer.told = logs_->version();
  peer.owed_since = std::nullopt;
  send(peer, batch);
}

void Replica::send_digest(Peer& peer, bool ask) {
  Batch batch = make_batch(peer);
  Batch::Lengths have;
  for (Origin o = 0; o < logs_->count(); ++o)
    if (logs_->length(o) > 0) have[logs_->name(o)] = static_cast<std::int64_t>(logs_->length(o));
  batch.have = std::move(have);
  batch.digest = true;
  if (ask) batch.ask = true;
  const Time alarm = suspects_ > 0 ? alarm_length : alarm_until_ - node_.now();
  if (alarm > Time(0)) batch.alarm = to_us(alarm);
  peer.rows_told = 0;
  add_rows(peer, batch);
  peer.owed_since = std::nullopt;
  send(peer, batch);
}

void Replica::add_rows(Peer& peer, Batch& batch) {
  if (!stability_) return;
  const auto index = static_cast<std::size_t>(&peer - peers_.data());
  auto rows = stability_->rows_since(peer.rows_told, index);
  peer.rows_told = stability_->version();
  if (!rows.empty()) batch.rows = std::move(rows);
}

void Replica::send(Peer& peer, const Batch& batch) {
  node_.send(peer.id, to_body(batch));
}

// Time. -----------------------------------------------------------------------

/// Does all that is due, and sets the timer for the rest.
void Replica::act() {
  suspect_silent_peers();
  const auto due = flush_due();
  if (due && *due <= node_.now()) flush();
  acknowledge();
  probe_suspects();
  gossip();
  ask_for_stability();
  schedule();
}

std::optional<Time> Replica::flush_due() const {
  return is_hub() ? beat_.hub_due() : beat_.leaf_due(peers_[0].rtt, node_.now());
}

void Replica::flush() {
  std::optional<Time> until_next_beat;
  if (is_hub()) until_next_beat = beat_.hub_flushed(node_.now());
  for_each_charge([&](Peer& peer) {
    if (peer.suspect) return;
    const bool news =
        stability_ ? peer.told < logs_->version() ||
                         (is_hub() && peers_.size() > 2 && peer.rows_told < stability_->version())
                   : false;
    bool lacking = false;
    logs_->for_each_changed_since(peer.told, [&](Origin o) { lacking |= lacks(peer, o); });
    if (lacking || news) send_batch(peer, false, until_next_beat);
  });
  if (!is_hub() && beat_.waiting_since()) beat_.leaf_flushed(node_.now());
}

Time Replica::answer_timeout(const Peer& peer) const {
  return ack_delay_ + answer_grace + peer.rtt.upper_bound();
}

void Replica::suspect_silent_peers() {
  for_each_charge([this](Peer& peer) {
    if (!peer.unacked_since || peer.suspect) return;
    if (*peer.unacked_since + answer_timeout(peer) > node_.now()) return;
    peer.suspect = true;
    ++suspects_;
    peer.rewind();
    peer.unacked_since = std::nullopt;
    peer.next_probe = node_.now();
    node_.log("no answer from " + peer.id + ": gossiping");
  });
}

void Replica::acknowledge() {
  for (Peer& peer : peers_)
    if (peer.owed_since && *peer.owed_since + ack_delay_ <= node_.now()) send_batch(peer, false);
}

void Replica::probe_suspects() {
  if (suspects_ == 0) return;
  alarm_until_ = node_.now() + alarm_length;
  for_each_charge([this](Peer& peer) {
    if (!peer.suspect || peer.next_probe > node_.now()) return;
    send_digest(peer, true);
    peer.next_probe =
        node_.now() + node_.random().between(probe_interval * 3 / 4, probe_interval * 5 / 4);
  });
}

/// In alarm, exchanges digests with two others an interval, each in turn.
void Replica::gossip() {
  if (alarm_until_ <= node_.now() || next_gossip_ > node_.now()) return;
  const Time interval =
      std::clamp(options_.flush_interval, shortest_gossip_interval, longest_gossip_interval);
  next_gossip_ = node_.now() + node_.random().between(interval * 3 / 4, interval * 5 / 4);
  for (std::size_t i = 0; i < std::min(gossip_fanout, peers_.size() - 1); ++i) {
    if (gossip_order_.empty()) {
      for (std::size_t p = 0; p < peers_.size(); ++p)
        if (p != node_.index()) gossip_order_.push_back(p);
      node_.random().shuffle(gossip_order_);
    }
    send_digest(peers_[gossip_order_.back()], false);
    gossip_order_.pop_back();
  }
}

/// A leaf learns from the hub what is stable. If that was lost, it asks.
void Replica::ask_for_stability() {
  if (!stability_ || is_hub() || !unstable_since_ || peers_[0].suspect) return;
  const Time due = *unstable_since_ + answer_timeout(peers_[0]);
  if (std::max(due, next_ask_.value_or(due)) > node_.now()) return;
  next_ask_ = node_.now() + answer_timeout(peers_[0]);
  send_digest(peers_[0], true);
}

void Replica::schedule() {
  std::optional<Time> due = flush_due();
  const auto consider = [&](Time t) { due = std::min(due.value_or(t), t); };
  if (peers_.size() > 1)
    for_each_charge([&](Peer& peer) {
      if (peer.suspect) return consider(peer.next_probe);
      if (peer.unacked_since) consider(*peer.unacked_since + answer_timeout(peer));
    });
  for (const Peer& peer : peers_)
    if (peer.owed_since) consider(*peer.owed_since + ack_delay_);
  if (alarm_until_ > node_.now()) consider(std::max(next_gossip_, node_.now()));
  if (stability_ && !is_hub() && unstable_since_ && !peers_[0].suspect) {
    const Time first = *unstable_since_ + answer_timeout(peers_[0]);
    consider(std::max(first, next_ask_.value_or(first)));
  }
  if (due == timer_due_) return;
  if (timer_due_) node_.cancel(timer_);
  timer_due_ = due;
  if (!due) return;
  timer_ = node_.after(std::max(*due - node_.now(), Time(0)), [this] {
    timer_due_ = std::nullopt;
    act();
  });
}

}  // namespace glomers
