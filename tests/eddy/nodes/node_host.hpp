#pragma once

#include <deque>
#include <functional>
#include <memory>
#include <stdexcept>
#include <string>

#include "glomers/message.hpp"

namespace eddy {

using glomers::Message;

/// A node did what no node may: it ended, stayed silent, or printed what is no
/// message. what() is a report for a person: node, cause, line, last log lines.
struct NodeFailure : std::runtime_error {
  NodeFailure(std::string what_kind, std::string node_id, const std::string& cause,
              const std::string& line, const std::deque<std::string>& last_log_lines);

  std::string kind;  ///< what it did, in a word that is the same whichever node it was
  std::string node;

  bool at_start = false;  ///< it came before the first operation
};

/// The place where one node lives: a process of its own, or this process.
class NodeHost {
 public:
  /// Called for each message that the node sends.
  using OnMessage = std::function<void(const Message& message)>;

  virtual ~NodeHost() = default;

  /// A fresh node, without memory of an earlier one.
  virtual void start() = 0;
  /// Ends the node on the spot, whatever it is doing.
  virtual void kill() = 0;
  /// Stops the node's time and work until resume(); messages wait.
  virtual void pause() = 0;
  virtual void resume() = 0;
  /// From now on the node's clock runs so many times as fast as the true one.
  virtual void set_clock_rate(double rate) = 0;

  virtual void deliver(const Message& message) = 0;

  virtual std::deque<std::string> last_log_lines() const = 0;
  /// Whether the node has taken all messages that were delivered to it.
  virtual bool has_read_all() const { return true; }
  /// What the node has printed of a line that it has not ended yet.
  virtual std::string unfinished_line() const { return ""; }
};

/// Makes the host of the node with that id; it calls back for each of its messages.
using MakeHost =
    std::function<std::unique_ptr<NodeHost>(const std::string& id, NodeHost::OnMessage)>;

}  // namespace eddy
