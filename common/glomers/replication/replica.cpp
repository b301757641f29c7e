#include "glomers/replication/replica.hpp"

#include <algorithm>

namespace glomers {
namespace {

/// Peers with whom nothing was exchanged within this are greeted.
constexpr Time greeting_wait = 1500ms;
/// The later, the more acknowledgements ride on batches; but what is lost must be
/// noticed and sent again within two seconds.
constexpr Time shortest_ack_delay = 1500ms;
/// Of a request, until the node has recovered.
constexpr Time longest_hold = 3s;

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
  if (options_.durable) {
    const auto stored = [this](Journal::Group group) {
      for (Journal::Item& item : group) add(std::move(item.entry), item.done);
      send_on_its_way();
    };
    journal_ = std::make_unique<Journal>(
        node_, options_.journal_interval.value_or(options_.flush_interval), stored);
  }
  node_.on_init([this] { start(); });
  node_.on_ready([this] { journal_ ? open_journal() : make_known(); });
  node_.on<Batch>([this](const Message& m, Batch&& batch) { receive(m, std::move(batch)); });
}

void Replica::append(Json value, Done done) {
  if (journal_)
    return journal_->append([value = std::move(value)] { return value; }, std::move(done));
  add(std::move(value), done);
  send_on_its_way();
}

void Replica::append_made(Make make, Done done) {
  if (journal_) return journal_->append(std::move(make), std::move(done));
  add(make(), done);
  send_on_its_way();
}

void Replica::add(Json entry, const Done& done) {
  const std::uint64_t position = logs_->length(own_);
  logs_->append(own_, std::move(entry));
  deliver_from(own_, position);
  if (done) done(position);
}

void Replica::send_on_its_way() {
  note_waiting(own_, std::nullopt);
  note_stability(false);
  schedule();
}

// Start. ----------------------------------------------------------------------

void Replica::start() {
  logs_ = std::make_unique<Logs>(node_.ids(), options_.newest_only);
  if (options_.stability)
    stability_ = std::make_unique<Stability>(node_.ids().size(), node_.index(), *logs_);
  for (const auto& id : node_.ids()) peers_.emplace_back(id);
  if (!journal_) begin(make_tag());
}

void Replica::begin(const std::string& tag) {
  tag_ = tag;
  own_ = *logs_->intern(Logs::name_of(node_.id(), tag_));
}

void Replica::open_journal() {
  journal_->open([this](const std::string& tag, std::vector<PastLog> past) {
    begin(tag);
    const bool first_start = past.empty();
    recover(std::move(past));
    handle_held();
    // Nobody waits for a node that has never been there before.
    if (first_start) return make_known();
    note_stability(false);
    greet();
    act();
  });
}

void Replica::on(const std::string& type, Node::Handler handler) {
  node_.on(type, [this, handler = std::move(handler)](const Message& request) {
    if (tag_.empty()) return hold(request, handler);
    handler(request);
  });
}

void Replica::hold(const Message& request, const Node::Handler& handler) {
  held_.emplace_back(request, handler);
  node_.after(longest_hold, [this] {  // once for each: the oldest is due
    if (held_.empty()) return;
    const RpcError error(ErrorCode::temporarily_unavailable, "this node is still starting");
    node_.reply(held_.front().first, error.to_body());
    held_.pop_front();
  });
}

void Replica::handle_held() {
  for (const auto& [request, handler] : std::exchange(held_, {})) {
    try {
      handler(request);
    } catch (const RpcError& error) {
      node_.reply(request, error.to_body());
    } catch (const std::exception& error) {
      node_.reply(request, RpcError(ErrorCode::crash, error.what()).to_body());
    }
  }
}

void Replica::recover(std::vector<PastLog> past) {
  for (PastLog& log : past) {
    keep_what_is_valid(log);
    const Origin o = *logs_->intern(log.origin);
    logs_->merge(o, 0, std::move(log.entries));
    deliver_from(o, 0);
  }
}

void Replica::keep_what_is_valid(PastLog& log) {
  if (!check_entry_) return;
  for (std::size_t i = 0; i < log.entries.size(); ++i) {
    try {
      check_entry_(log.entries[i]);
    } catch (const RpcError& error) {
      node_.log("the journal of " + log.origin + " is left at entry " + std::to_string(i) + ": " +
                error.what());
      return log.entries.resize(i);
    }
  }
}

/// 55 random bits in base 32. Nothing is drawn from the clock, which may stand
/// elsewhere after a restart.
std::string Replica::make_tag() {
  constexpr char digits[] = "0123456789abcdefghijklmnopqrstuv";
  std::uint64_t number = node_.random().next();
  std::string tag(11, '0');
  for (char& digit : tag) {
    digit = digits[number & 31];
    number >>= 5;
  }
  return tag;
}

/// A node that has been restarted must find out what it missed, and nobody can
/// tell a restart from a first start. Its first batches show its new incarnation;
/// where they have not been answered by then, it makes itself known, the hub first.
void Replica::make_known() {
  if (peers_.size() == 1) return;
  const Time wait = is_hub() ? greeting_wait : greeting_wait * 3 / 2;
  node_.after(node_.random().between(wait, wait * 4 / 3), [this] { greet(); });
}

void Replica::greet() {
  for (Peer& peer : charges())
    if (!peer.knows_us && !peer.waiting_since()) ask(peer, false);
  schedule();
}

/// Sends a digest that has to be answered, or the peer is suspected. `anyway`:
/// even if nobody lacks anything; otherwise an acknowledgement will do.
void Replica::ask(Peer& peer, bool anyway) {
  send_digest(peer, anyway);
  peer.asked_since = peer.asked_since.value_or(node_.now());
  note_due(peer);
}

bool Replica::is_dead(const std::string& origin) const {
  const auto node = logs_->node_of(origin);
  if (!node) return false;
  const auto living = *node == node_.index() ? own_ : peers_[*node].origin;
  return living && logs_->name(*living) != origin;
}

bool Replica::lacks_anything(const Peer& peer) const {
  for (Origin o = 0; o < logs_->count(); ++o)
    if (peer.have(o) < logs_->length(o)) return true;
  return false;
}

}  // namespace glomers
