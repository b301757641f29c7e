#include "common/replication/replica.hpp"

#include <algorithm>

namespace glomers {
namespace {

/// Peers with whom nothing was exchanged within this are greeted.
constexpr Time greeting_wait = 1500ms;
constexpr Time shortest_ack_delay = 1300ms;

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

bool Replica::lacks_anything(const Peer& peer) const {
  for (Origin o = 0; o < logs_->count(); ++o)
    if (peer.have(o) < logs_->length(o)) return true;
  return false;
}

}  // namespace glomers
