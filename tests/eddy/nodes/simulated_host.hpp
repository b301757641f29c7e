#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "glomers/program.hpp"
#include "tests/eddy/net/choices.hpp"
#include "tests/eddy/net/latency.hpp"
#include "tests/eddy/nodes/node_host.hpp"
#include "tests/eddy/nodes/node_log.hpp"
#include "tests/eddy/time/scheduler.hpp"

namespace eddy {

/// A node in this process, in whatever time the scheduler keeps. Its work takes
/// no time; its timers may wake it too late, by `lateness`. It checks its own state after each
/// step, and a witness, if there is one, compares its logs with those of the others. Before and
/// after its timers run, the choices are told, if there are any.
class SimulatedHost : public NodeHost {
 public:
  SimulatedHost(Scheduler& scheduler, glomers::Random random, glomers::AppFactory make_app,
                const std::string& id, const NodeLog::Options& log, OnMessage on_message,
                Latency lateness = {}, glomers::ClusterWitness* witness = nullptr,
                std::shared_ptr<Choices> choices = nullptr);

  void start() override;
  void kill() override;
  void pause() override;
  void resume() override;
  void set_clock_rate(double rate) override;
  void deliver(const Message& message) override;
  std::deque<std::string> last_log_lines() const override { return log_.last_lines(); }

 private:
  /// The node's clock: true time, but for the rate at which it runs.
  Time node_now() const;
  /// The same for a step of the node, for which it never goes back: a timer runs when it is
  /// due, though rounding may make the clock a little less.
  Time step_time() const;
  Time true_time_of(Time node_time) const;
  /// Gives the node a message that came after `since`, by its clock.
  void take(const Message& message, Time since);
  /// Runs what the node does at once. Throws NodeFailure when it finds itself broken.
  void run_step(const std::function<void()>& step);
  /// Passes on what the node has to say, and sets the alarm for its next timer.
  void after_step();
  void set_alarm();
  void run_timers(Time due);

  Scheduler& scheduler_;
  glomers::Random random_;
  glomers::AppFactory make_app_;
  std::string id_;
  NodeLog log_;
  OnMessage on_message_;
  Latency lateness_;
  glomers::ClusterWitness* witness_;
  std::shared_ptr<Choices> choices_;

  std::unique_ptr<glomers::Node> node_;  ///< none: dead
  std::optional<TimerId> alarm_;
  bool started_ = false;  ///< once, be it dead by now
  bool paused_ = false;
  std::vector<Message> waiting_;  ///< came during a pause
  Time last_turn_{0};             ///< by the node's clock
  double rate_ = 1;
  Time true_base_{0};  ///< when the rate was set; node_base_ is the node's clock then
  Time node_base_{0};
};

}  // namespace eddy
