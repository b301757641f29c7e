#include "glomers/replication/member.hpp"

#include "glomers/replication/unbroken.hpp"

namespace glomers {
namespace {

/// The hub greets peers with whom it has exchanged nothing for so long after the start.
constexpr Time greeting_wait = 1500ms;

}  // namespace

void Member::recover(std::vector<PastLog> past) {
  for (PastLog& log : past) {
    keep_what_is_valid(log);
    const LogId id = self_.logs.intern(log.origin);
    self_.logs.merge(id, 0, std::move(log.entries));
    self_.deliver_from(id, 0);
  }
}

void Member::keep_what_is_valid(PastLog& log) const {
  if (!self_.application.check_entry) return;
  for (std::size_t i = 0; i < log.entries.size(); ++i) {
    try {
      self_.application.check_entry(log.entries[i]);
    } catch (const RpcError& error) {
      self_.node.log("the journal of " + log.origin + " is left at entry " + std::to_string(i) +
                     ": " + error.what());
      return log.entries.resize(i);
    }
  }
}

std::uint64_t Member::append(Json entry) {
  const std::uint64_t position = self_.own.append(std::move(entry));
  self_.deliver_from(self_.own.id(), position);
  return position;
}

void Member::send_on_its_way() {
  flush_.note_entries(self_.own.id());
  self_.stability.update(false);
  schedule_.set_timer();
}

void Member::receive(const std::string& src, Batch batch) {
  const auto sender = self_.logs.find_node(src);
  if (!sender || *sender == self_.star.self()) return;
  Peer& peer = self_.star.peer(*sender);
  receiver_.check(peer, batch);
  unbroken("a batch that was checked is taken in as a whole", [&] {
    receiver_.receive(peer, std::move(batch));
    schedule_.act();
  });
}

/// A node that has been restarted must find out what it missed, and nobody can
/// tell a restart from a first start. Its first batches show its new incarnation;
/// where they have not been answered by then, it makes itself known, the hub first.
void Member::make_known() {
  if (self_.star.size() == 1) return;
  const Time wait = self_.star.is_hub() ? greeting_wait : greeting_wait * 3 / 2;
  self_.node.after(self_.node.random().between(wait, wait * 4 / 3), [this] { greet(); });
}

void Member::greet() {
  for (Peer& peer : self_.star.served_peers())
    if (!peer.knows_us() && !peer.waiting_since())
      sender_.ask(peer, Sender::Answer::if_anything_lacks);
  schedule_.set_timer();
}

void Member::catch_up() {
  self_.stability.update(false);
  greet();
  schedule_.act();
}

Json Member::describe_peers() const {
  Json peers = Json::array();
  for (const Peer& peer : self_.star.peers())
    if (peer.index() != self_.star.self()) peers.push_back(peer.describe(self_.logs));
  return peers;
}

void Member::check() const {
  for (const LogId log : self_.logs.all()) self_.logs.check(log);
  self_.star.check(self_.logs, self_.own);
  self_.stability.check();
  schedule_.check();
}

bool Member::is_dead(const std::string& incarnation) const {
  const auto node = self_.logs.node_of(incarnation);
  if (!node) return false;
  const auto living = *node == self_.star.self() ? self_.own.id() : self_.star.peer(*node).log();
  return living && self_.logs.name(*living) != incarnation;
}

}  // namespace glomers
