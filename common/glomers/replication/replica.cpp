#include "glomers/replication/replica.hpp"

#include <algorithm>

namespace glomers {
namespace {

/// Peers with whom nothing was exchanged within this are greeted.
constexpr Time greeting_wait = 1500ms;
/// The later, the more acknowledgements ride on batches; but what is lost must be
/// noticed and sent again within two seconds.
constexpr Time shortest_ack_delay = 1500ms;

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
  for_each_charge([this](Peer& peer) {
    if (!peer.knows_us && !peer.waiting_since()) ask(peer, false);
  });
  schedule();
}

/// Sends a digest that has to be answered, or the peer is suspected. `anyway`:
/// even if nobody lacks anything; otherwise an acknowledgement will do.
void Replica::ask(Peer& peer, bool anyway) {
  send_digest(peer, anyway);
  peer.asked_since = peer.asked_since.value_or(node_.now());
}

bool Replica::lacks_anything(const Peer& peer) const {
  for (Origin o = 0; o < logs_->count(); ++o)
    if (peer.have(o) < logs_->length(o)) return true;
  return false;
}

}  // namespace glomers
