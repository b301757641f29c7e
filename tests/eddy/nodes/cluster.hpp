#pragma once

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "tests/eddy/net/network.hpp"
#include "tests/eddy/nodes/node_host.hpp"
#include "tests/eddy/time/scheduler.hpp"

namespace eddy {

/// A message to a client that had left the network, or in its name. As under Maelstrom, whose
/// reader of the node's output ends there, nothing is heard of the node from this message on,
/// until it is started again.
struct LateAnswer {
  std::string node;
  std::string client;
  Message message;
  Time time;  ///< by the scheduler's clock
  Time late;  ///< after the client had left
};

/// What a node has sent in others' names: as under Maelstrom it may, and others may
/// then answer these directly.
struct BorrowedNames {
  std::size_t count = 0;
  Message first;
  Time time{0};  ///< of the first
};

/// The nodes under test: starts and initializes them, and joins each to the
/// network. What a node does wrong is thrown as NodeFailure.
class Cluster {
 public:
  Cluster(Scheduler& scheduler, Network& network, std::vector<std::string> ids,
          const MakeHost& make_host);

  /// Starts all nodes; calls back once all have answered `init`.
  void start(std::function<void()> on_ready);

  /// The node is dead: what is sent to it is lost.
  void kill(const std::string& id);
  /// A fresh node in the place of a dead one.
  void restart(const std::string& id);
  void pause(const std::string& id);
  void resume(const std::string& id);
  void set_clock_rate(const std::string& id, double rate) { host(id).set_clock_rate(rate); }

  const std::vector<std::string>& ids() const { return ids_; }
  /// The messages that silenced a node, in order.
  const std::vector<LateAnswer>& late_answers() const { return late_answers_; }
  /// By node.
  const std::map<std::string, BorrowedNames>& borrowed_names() const { return borrowed_names_; }
  std::deque<std::string> last_log_lines(const std::string& id) const {
    return members_.at(id).host->last_log_lines();
  }

 private:
  enum class State {
    dead,
    starting,      ///< it has not been given `init` yet
    initializing,  ///< it has, and has not answered
    answering,     ///< its answer is on the way
    up
  };

  struct Member {
    std::unique_ptr<NodeHost> host;
    State state = State::dead;
    bool silenced = false;  ///< by a late answer
    /// What came before `init`, which a process is to see first, and in the moment that the
    /// answer to it takes in virtual time.
    std::vector<Message> waiting;
    std::string passed_over;   ///< the last line to the bench that was no answer to `init`
    TimerId init_timeout = 0;  ///< until it has answered, and is not paused
  };

  NodeHost& host(const std::string& id) { return *members_.at(id).host; }
  void start_node(const std::string& id);
  void set_init_timeout(const std::string& id);
  void from_network(const std::string& id, const Message& message);
  void from_node(const std::string& id, const Message& message);
  void give_init(Member& member, const Message& init);
  static bool is_initializing(const Member& member);
  void note_answer(Member& member, const Message& message);
  /// Whether somebody whom the message names has left; if so, the node is silenced.
  bool names_who_left(const std::string& id, const Message& message);
  void note_borrowed_name(const std::string& id, const Message& message);
  void on_init_reply(const Message& reply);
  void deliver_waiting(Member& member);
  [[noreturn]] void fail_silent(const std::string& id);
  [[noreturn]] void fail(const char* kind, const std::string& id, const std::string& cause,
                         const std::string& line = "");

  Scheduler& scheduler_;
  Network& network_;
  std::vector<std::string> ids_;
  std::map<std::string, Member> members_;
  std::vector<LateAnswer> late_answers_;
  std::map<std::string, BorrowedNames> borrowed_names_;
  std::function<void()> on_ready_;
};

}  // namespace eddy
