#pragma once

#include <sys/types.h>

#include <cstdint>
#include <string>
#include <vector>

#include "tests/eddy/nodes/node_host.hpp"
#include "tests/eddy/nodes/node_log.hpp"
#include "tests/eddy/time/scheduler.hpp"

namespace eddy {

/// A node as a process of its own, with a line of JSON for each message on its
/// standard input and output. It and all that it starts are a group of processes,
/// which stops, goes on and ends as one: the program may be a shell that waits for another.
/// Failures of the process are thrown as NodeFailure from the loop's callbacks.
class ProcessHost : public NodeHost {
 public:
  /// `command` is the program's path and its arguments.
  ProcessHost(RealLoop& loop, std::vector<std::string> command, const std::string& id,
              const NodeLog::Options& log, OnMessage on_message);
  ~ProcessHost() override;

  void start() override;
  void kill() override;
  void pause() override;
  void resume() override;
  void set_clock_rate(double rate) override;
  void deliver(const Message& message) override;
  std::deque<std::string> last_log_lines() const override { return log_.last_lines(); }
  bool has_read_all() const override;
  std::string unfinished_line() const override { return unread_; }

 private:
  /// Sends the signal to all processes of the node.
  void signal_group(int signal_number);
  void write_input();
  void watch_input();
  void read_output();
  void read_log();
  void handle_lines();
  void handle_line(const std::string& line);
  /// Takes the ended process's last words and its status, and throws NodeFailure.
  [[noreturn]] void fail_endless();
  [[noreturn]] void fail_ended();
  void close_pipe(int& fd);

  RealLoop& loop_;
  std::vector<std::string> command_;
  std::string id_;
  NodeLog log_;
  OnMessage on_message_;

  pid_t pid_ = -1;  ///< -1: no process
  int input_fd_ = -1;
  int output_fd_ = -1;
  int log_fd_ = -1;
  std::uint64_t next_message_id_ = 0;
  std::string to_write_;
  std::string unread_;  ///< output without its newline so far
};

}  // namespace eddy
