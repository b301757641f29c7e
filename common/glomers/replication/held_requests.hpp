#pragma once

#include <deque>
#include <utility>

#include "glomers/node.hpp"

namespace glomers {

/// Requests that wait until the node has recovered. After three seconds they are answered with
/// temporarily-unavailable, as clients give up after five.
class HeldRequests {
 public:
  explicit HeldRequests(Node& node) : node_(node) {}

  void hold(const Message& request, const Node::Handler& handler);
  void handle_all();

 private:
  void refuse_oldest();

  Node& node_;
  std::deque<std::pair<Message, Node::Handler>> held_;  ///< oldest first
};

}  // namespace glomers
