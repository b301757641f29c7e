#include "tests/eddy/nodes/cluster.hpp"

#include <algorithm>
#include <utility>

#include "glomers/node.hpp"

namespace eddy {
namespace {

constexpr Time init_time_limit = 10s;

/// The client of the bench itself; the workload's clients are c1, c2, ...
const std::string bench_client = "c0";

}  // namespace

Cluster::Cluster(Scheduler& scheduler, Network& network, std::vector<std::string> ids,
                 const MakeHost& make_host)
    : scheduler_(scheduler), network_(network), ids_(std::move(ids)) {
  network_.add(bench_client, Network::Role::client,
               [this](const Message& reply) { on_init_reply(reply); });
  for (const std::string& id : ids_) {
    network_.add(id, Network::Role::node,
                 [this, id](const Message& message) { from_network(id, message); });
    network_.set_dead(id, true);
    members_[id].host =
        make_host(id, [this, id](const Message& message) { from_node(id, message); });
  }
}

void Cluster::start(std::function<void()> on_ready) {
  on_ready_ = std::move(on_ready);
  for (const std::string& id : ids_) start_node(id);
}

void Cluster::kill(const std::string& id) {
  Member& member = members_.at(id);
  member.host->kill();
  member.state = State::dead;
  network_.set_dead(id, true);
  member.waiting.clear();
  scheduler_.cancel(member.init_timeout);
}

void Cluster::restart(const std::string& id) {
  if (members_.at(id).state == State::dead) start_node(id);
}

void Cluster::start_node(const std::string& id) {
  Member& member = members_.at(id);
  member.host->start();
  member.state = State::starting;
  network_.set_dead(id, false);
  member.silenced = false;
  set_init_timeout(id);
  network_.send({bench_client,
                 id,
                 {{"type", "init"}, {"msg_id", 1}, {"node_id", id}, {"node_ids", ids_}},
                 {}});
}

void Cluster::set_init_timeout(const std::string& id) {
  scheduler_.cancel(members_.at(id).init_timeout);
  members_.at(id).init_timeout = scheduler_.after(init_time_limit, [this, id] { fail_silent(id); });
}

void Cluster::pause(const std::string& id) {
  if (members_.at(id).state == State::dead) return;
  members_.at(id).host->pause();
  scheduler_.cancel(members_.at(id).init_timeout);
}

void Cluster::resume(const std::string& id) {
  if (members_.at(id).state == State::dead) return;
  members_.at(id).host->resume();
  if (members_.at(id).state == State::starting) set_init_timeout(id);
}

void Cluster::from_network(const std::string& id, const Message& message) {
  Member& member = members_.at(id);
  if (member.state == State::starting && message.src != bench_client)
    member.waiting.emplace_back(scheduler_.now(), message);
  else
    member.host->deliver(message);
}

void Cluster::from_node(const std::string& id, const Message& message) {
  if (message.src != id)
    fail(id, "sent a message in the name of '" + message.src + "'", to_line(message));
  Member& member = members_.at(id);
  if (member.silenced) return;
  if (const auto left = network_.removed_at(message.dest)) {
    member.silenced = true;
    late_answers_.push_back({id, message, scheduler_.now(), scheduler_.now() - *left});
    return;
  }
  try {
    network_.send(message);
  } catch (const UnknownDestination& error) {
    fail(id, std::string("sent a message to nobody: ") + error.what(), to_line(message));
  }
}

void Cluster::on_init_reply(const Message& reply) {
  const std::string& id = reply.src;
  const auto entry = members_.find(id);
  if (entry == members_.end() || entry->second.state != State::starting) return;
  Member& member = entry->second;
  if (reply.body.at("type") != "init_ok" || reply.body.value("in_reply_to", 0) != 1)
    fail(id, "did not answer init with init_ok", to_line(reply));
  scheduler_.cancel(member.init_timeout);
  member.state = State::up;
  deliver_waiting(member);
  const auto is_up = [](const auto& each) { return each.second.state == State::up; };
  if (on_ready_ && std::all_of(members_.begin(), members_.end(), is_up))
    std::exchange(on_ready_, nullptr)();
}

/// A request that waited here, since the node was paused before it could answer init, is as
/// lost: the node cannot tell its age, and would answer a client that has left.
void Cluster::deliver_waiting(Member& member) {
  for (const auto& [came, message] : std::exchange(member.waiting, {}))
    if (members_.contains(message.src) || scheduler_.now() - came < glomers::answer_delay_limit)
      member.host->deliver(message);
}

void Cluster::fail_silent(const std::string& id) {
  const std::string unfinished = host(id).unfinished_line();
  if (unfinished.empty())
    fail(id,
         "did not answer init within 10 s; nothing of an answer came on its standard output\n"
         "  (does it flush its output after each line?)");
  fail(id,
       "did not answer init within 10 s; it wrote " + std::to_string(unfinished.size()) +
           " bytes without a newline\n  (each message is one line, and its end has to be flushed)",
       unfinished);
}

void Cluster::fail(const std::string& id, const std::string& cause, const std::string& line) {
  throw NodeFailure(id, cause, line, host(id).last_log_lines());
}

}  // namespace eddy
