#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "glomers/program.hpp"
#include "glomers/testing/fake_services.hpp"

namespace glomers {

/// One node under test: the test is its clock, its clients, its peers and its
/// services.
///
///   TestNode t(echo::program());
///   t.init("n0", {"n0", "n1"});
///   REQUIRE(t.request({{"type", "echo"}, {"echo", 1}}) == Json{{"type", "echo_ok"}, {"echo", 1}});
///
/// The clock stands still until advance(). The node checks its own state after each step, and what
/// is broken is thrown as InvariantError.
class TestNode {
 public:
  explicit TestNode(const AppFactory& make_app, std::uint64_t seed = 1);
  explicit TestNode(const Program& program, const std::vector<std::string>& arguments = {},
                    std::uint64_t seed = 1);

  /// Sends `init` and returns the reply's body.
  Json init(const std::string& id, const std::vector<std::string>& ids);

  /// Requests to services are answered at once from now on; `services` must outlive the node.
  void use(FakeServices& services) { services_ = &services; }

  /// Sends a client's request. Returns its msg_id.
  std::int64_t ask(Json body, const std::string& client = "c1");

  /// The body of the reply to an ask(), without in_reply_to; null if there is none yet.
  Json reply_to(std::int64_t msg_id) const;

  /// Sends a client's request to a node that answers at once. Returns the reply_to().
  Json request(Json body, const std::string& client = "c1");

  /// Delivers a message as it is, whoever sends it.
  void deliver(const std::string& src, Json body);

  /// Answers a message that the node sent.
  void answer(const Message& request, Json body);

  /// Lets time pass, timer by timer.
  void advance(Time span);

  /// What the node sent to `dest` since the last call of this for `dest`, in order.
  std::vector<Message> sent_to(const std::string& dest);

  const std::vector<std::string>& log_lines() const { return log_lines_; }
  Time now() const { return now_; }

  /// What a direct call makes the node send goes out at the next sent_to() or advance().
  Node& node() { return node_; }

 private:
  void collect();

  std::string id_;
  std::vector<std::string> log_lines_;
  Node node_;
  FakeServices* services_ = nullptr;
  Time now_{0};
  std::int64_t last_msg_id_ = 0;
  std::vector<Message> sent_;
};

}  // namespace glomers
