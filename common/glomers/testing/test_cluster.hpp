#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "glomers/program.hpp"
#include "glomers/testing/fake_services.hpp"
#include "glomers/testing/log_witness.hpp"

namespace glomers {

/// Several nodes n0, n1, ... on a simulated network in virtual time. The same
/// calls with the same seed give the same run. The nodes check their own state after each step,
/// and their logs are compared: what is broken is thrown as InvariantError.
///
///   TestCluster c(3, broadcast::program());
///   c.cut("n0", "n1");
///   c.client_request("n0", {{"type", "broadcast"}, {"message", 1}});
///   c.run_for(2s);
class TestCluster {
 public:
  /// When a message arrives, as spans from now: none if it is lost, several if
  /// it is duplicated. The source and the destination are a node or a service.
  using Link = std::function<std::vector<Time>(const Message&, Random&)>;

  /// Starts and initializes the nodes. Every message takes one millisecond at first.
  TestCluster(std::size_t node_count, AppFactory make_app, std::uint64_t seed = 1);
  TestCluster(std::size_t node_count, const Program& program,
              const std::vector<std::string>& arguments = {}, std::uint64_t seed = 1);

  /// Sends a client's request, which reaches the node at once. Returns an id for reply_to().
  std::int64_t ask(const std::string& node, Json body);

  /// The body of the reply to an ask(), without in_reply_to; null if there is none yet.
  Json reply_to(std::int64_t id) const;

  /// Sends a request, and runs until its reply or for five seconds. Returns the reply_to().
  Json client_request(const std::string& node, Json body);

  void run_for(Time span);

  /// Messages sent from now on take the way that `link` says.
  void set_link(Link link) { link_ = std::move(link); }

  // All that follows throws std::invalid_argument for an id that no node has (n7 of three).

  /// Loses what is under way from one to the other, in both directions, and what
  /// is sent from now on until heal().
  void cut(const std::string& a, const std::string& b);
  void cut_one_way(const std::string& src, const std::string& dest);
  /// Undoes every cut.
  void heal() { cuts_.clear(); }

  /// Replaces the node by a fresh process without memory. What is under way to it arrives.
  void restart(const std::string& id);
  /// The same for every node, before any of them goes on.
  void restart_all();

  /// Messages sent so far between nodes, and between nodes and services.
  std::int64_t message_count() const { return message_count_; }

  Node& node(const std::string& id);
  const std::vector<std::string>& ids() const { return ids_; }
  FakeServices& services() { return services_; }
  Time now() const { return now_; }

 private:
  void start(const std::string& id);
  void initialize(const std::string& id);
  /// Moves the clock to the next event and runs it, unless it lies beyond `end`.
  bool step(Time end);
  void arrive(const Message& message);
  void deliver(const std::string& id, const Message& message);
  void collect(const std::string& id);
  void transmit(Message message);
  bool is_known(const std::string& id) const;  ///< a node or a service
  std::string known_nodes() const;

  AppFactory make_app_;
  Random random_;
  Link link_;
  std::vector<std::string> ids_;
  LogWitness witness_;
  std::map<std::string, std::unique_ptr<Node>> nodes_;
  FakeServices services_;
  Time now_{0};
  std::set<std::pair<std::string, std::string>> cuts_;  ///< source, destination
  std::map<std::pair<Time, std::int64_t>, Message> under_way_;
  std::int64_t transmitted_ = 0;
  std::int64_t message_count_ = 0;
  std::int64_t last_ask_ = 0;
  std::map<std::int64_t, Json> replies_;
};

}  // namespace glomers
