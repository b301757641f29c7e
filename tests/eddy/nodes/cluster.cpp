#include "tests/eddy/nodes/cluster.hpp"

#include <algorithm>
#include <utility>

namespace eddy {
namespace {

constexpr Time init_time_limit = 10s;

/// The client of the bench itself; the workload's clients are c1, c2, ...
const std::string bench_client = "c0";

bool is_answer_to_init(const Message& message) {
  const Json in_reply_to = message.body.in_reply_to();
  return message.dest == bench_client && in_reply_to.is_number_integer() && in_reply_to == 1;
}

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
  member.passed_over.clear();
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
  if (is_initializing(members_.at(id))) set_init_timeout(id);
}

void Cluster::from_network(const std::string& id, const Message& message) {
  Member& member = members_.at(id);
  if (message.src == bench_client)
    give_init(member, message);
  else if (member.state == State::starting || member.state == State::answering)
    member.waiting.push_back(message);
  else
    member.host->deliver(message);
}

/// From now on the node is given whatever comes: it may need answers of others for its own.
void Cluster::give_init(Member& member, const Message& init) {
  member.host->deliver(init);
  if (member.state != State::starting) return;  // it has answered within deliver()
  member.state = State::initializing;
  deliver_waiting(member);
}

void Cluster::from_node(const std::string& id, const Message& message) {
  Member& member = members_.at(id);
  if (member.silenced || names_who_left(id, message)) return;
  if (is_initializing(member) && message.dest == bench_client) note_answer(member, message);
  try {
    network_.send(message);
  } catch (const UnknownDestination& error) {
    const std::string who = network_.knows(message.src) ? "to" : "in the name of";
    fail("unknown-destination", id, "sent a message " + who + " nobody: " + error.what(),
         to_line(message));
  }
  if (message.src != id) note_borrowed_name(id, message);
}

bool Cluster::is_initializing(const Member& member) {
  return member.state == State::starting || member.state == State::initializing;
}

/// An answer has come in time as soon as the node has given it, however busy the machine is.
void Cluster::note_answer(Member& member, const Message& message) {
  if (!is_answer_to_init(message)) {
    member.passed_over = to_line(message);
    return;
  }
  member.state = State::answering;
  scheduler_.cancel(member.init_timeout);
}

bool Cluster::names_who_left(const std::string& id, const Message& message) {
  for (const std::string& name : {message.src, message.dest}) {
    const auto left = network_.removed_at(name);
    if (!left) continue;
    members_.at(id).silenced = true;
    late_answers_.push_back({id, name, message, scheduler_.now(), scheduler_.now() - *left});
    return true;
  }
  return false;
}

void Cluster::note_borrowed_name(const std::string& id, const Message& message) {
  BorrowedNames& borrowed = borrowed_names_[id];
  if (borrowed.count++ == 0) {
    borrowed.first = message;
    borrowed.time = scheduler_.now();
  }
}

/// Whatever answers no `init` is passed over, as by Maelstrom's clients.
void Cluster::on_init_reply(const Message& reply) {
  const std::string& id = reply.src;
  const auto entry = members_.find(id);
  if (entry == members_.end() || entry->second.state != State::answering) return;
  Member& member = entry->second;
  if (reply.body.type() != "init_ok")
    fail("no-init-ok", id, "did not answer init with init_ok", to_line(reply));
  member.state = State::up;
  deliver_waiting(member);
  const auto is_up = [](const auto& each) { return each.second.state == State::up; };
  if (on_ready_ && std::all_of(members_.begin(), members_.end(), is_up))
    std::exchange(on_ready_, nullptr)();
}

void Cluster::deliver_waiting(Member& member) {
  for (const Message& message : std::exchange(member.waiting, {})) member.host->deliver(message);
}

void Cluster::fail_silent(const std::string& id) {
  const std::string cause = "did not answer init within 10 s; ";
  const std::string unfinished = host(id).unfinished_line();
  if (!unfinished.empty())
    fail(
        "init-unfinished", id,
        cause + "it wrote " + std::to_string(unfinished.size()) +
            " bytes without a newline\n  (each message is one line, and its end has to be flushed)",
        unfinished);
  if (const std::string& line = members_.at(id).passed_over; !line.empty())
    fail("init-unanswered", id,
         cause + "what it sent to " + bench_client + " is no answer to it: in_reply_to must be 1",
         line);
  if (!host(id).has_read_all())
    fail("init-unread", id,
         cause +
             "it has not even read it from its standard input\n"
             "  (is it still starting? many interpreters at once take long: try fewer nodes)");
  fail("init-unanswered", id,
       cause +
           "it has read it, and nothing of an answer came on its standard output\n"
           "  (does it flush its output after each line?)");
}

void Cluster::fail(const char* kind, const std::string& id, const std::string& cause,
                   const std::string& line) {
  throw NodeFailure(kind, id, cause, line, host(id).last_log_lines());
}

}  // namespace eddy
