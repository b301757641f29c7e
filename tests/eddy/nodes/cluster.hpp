#pragma once

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "tests/eddy/net/network.hpp"
#include "tests/eddy/nodes/node_host.hpp"
#include "tests/eddy/time/scheduler.hpp"

namespace eddy {

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
  std::deque<std::string> last_log_lines(const std::string& id) const {
    return members_.at(id).host->last_log_lines();
  }

 private:
  enum class State { dead, starting, up };

  struct Member {
    std::unique_ptr<NodeHost> host;
    State state = State::dead;
    std::vector<Message> waiting;  ///< came before it was initialized
    TimerId init_timeout = 0;      ///< while starting and not paused
  };

  NodeHost& host(const std::string& id) { return *members_.at(id).host; }
  void start_node(const std::string& id);
  void set_init_timeout(const std::string& id);
  void from_network(const std::string& id, const Message& message);
  void from_node(const std::string& id, const Message& message);
  void on_init_reply(const Message& reply);
  [[noreturn]] void fail_silent(const std::string& id);
  [[noreturn]] void fail(const std::string& id, const std::string& cause,
                         const std::string& line = "");

  Scheduler& scheduler_;
  Network& network_;
  std::vector<std::string> ids_;
  std::map<std::string, Member> members_;
  std::function<void()> on_ready_;
};

}  // namespace eddy
