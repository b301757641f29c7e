#include "tests/eddy/nodes/simulated_host.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

namespace eddy {
namespace {

/// 2026-01-01T00:00:00Z: any fixed instant would do, as a run must not depend on its day.
constexpr Time wall_clock_at_start = std::chrono::seconds(1767225600);
/// A node that is started again finds its wall clock so much off, either way.
constexpr Time largest_clock_step = 10s;

Time scaled(Time span, double factor) {
  return Time(std::llround(static_cast<double>(span.count()) * factor));
}

/// Of a node as a process, the library reads a message from its line, and skips one that
/// is not as it must be. The network takes any.
bool is_readable(const Message& message) {
  const auto is_number = [](const glomers::Json& json) {
    return json.is_null() || json.is_number_integer();
  };
  return !message.body.type().empty() && is_number(message.body.msg_id()) &&
         is_number(message.body.in_reply_to());
}

}  // namespace

SimulatedHost::SimulatedHost(Scheduler& scheduler, glomers::Random random,
                             glomers::AppFactory make_app, const std::string& id,
                             const NodeLog::Options& log, OnMessage on_message, Latency lateness,
                             glomers::ClusterWitness* witness, std::shared_ptr<Choices> choices)
    : scheduler_(scheduler),
      random_(random),
      make_app_(std::move(make_app)),
      id_(id),
      log_(id, log),
      on_message_(std::move(on_message)),
      lateness_(lateness),
      witness_(witness),
      choices_(std::move(choices)) {}

void SimulatedHost::start() {
  const auto log = [this](const std::string& line) { log_.write(line + '\n'); };
  const Time step = started_ ? random_.between(-largest_clock_step, largest_clock_step) : Time(0);
  started_ = true;
  node_ = std::make_unique<glomers::Node>(
      glomers::Node::Options{random_.next(), wall_clock_at_start + step, log, true, witness_});
  node_->keep(make_app_(*node_));
  last_turn_ = node_now();
}

void SimulatedHost::kill() {
  node_.reset();
  waiting_.clear();
  paused_ = false;
  set_alarm();
}

void SimulatedHost::pause() {
  if (!node_) return;
  paused_ = true;
  set_alarm();
}

void SimulatedHost::resume() {
  if (!paused_) return;
  paused_ = false;
  // Like a process it cannot tell when a message came: after its last turn.
  const Time since = last_turn_;
  for (const Message& message : std::exchange(waiting_, {})) take(message, since);
  set_alarm();
}

void SimulatedHost::set_clock_rate(double rate) {
  node_base_ = node_now();
  true_base_ = scheduler_.now();
  rate_ = rate;
  set_alarm();
}

void SimulatedHost::deliver(const Message& message) {
  if (!node_) return;
  if (paused_) return waiting_.push_back(message);
  take(message, step_time());
}

void SimulatedHost::take(const Message& message, Time since) {
  if (!is_readable(message))
    return log_.write(id_ + ": no message for a node: " + to_line(message) + '\n');
  run_step([&] { node_->deliver(message, step_time(), since); });
}

Time SimulatedHost::node_now() const {
  return node_base_ + scaled(scheduler_.now() - true_base_, rate_);
}

Time SimulatedHost::step_time() const {
  return std::max(last_turn_, node_now());
}

Time SimulatedHost::true_time_of(Time node_time) const {
  return true_base_ + scaled(node_time - node_base_, 1 / rate_);
}

void SimulatedHost::run_step(const std::function<void()>& step) {
  try {
    step();
  } catch (const glomers::InvariantError& error) {
    throw NodeFailure("broke: " + error.invariant, id_, "broke: " + error.invariant, "",
                      log_.last_lines());
  }
  after_step();
}

void SimulatedHost::after_step() {
  last_turn_ = node_->now();
  for (Message& message : node_->take_output()) on_message_(glomers::complete(std::move(message)));
  set_alarm();
}

void SimulatedHost::set_alarm() {
  if (alarm_) scheduler_.cancel(*alarm_);
  alarm_.reset();
  if (!node_ || paused_) return;
  const auto due = node_->next_due();
  if (!due) return;
  // Whoever is awake when it is due is not late.
  const Time late = *due > node_now() ? lateness_.draw(random_) : Time(0);
  alarm_ = scheduler_.at(true_time_of(*due) + late, [this, due] {
    alarm_.reset();
    run_timers(*due);
  });
}

void SimulatedHost::run_timers(Time due) {
  if (choices_ && !choices_->before_timers(id_)) return;
  run_step([&] { node_->advance(std::max(due, step_time())); });
  if (choices_) choices_->after_timers(id_);
}

}  // namespace eddy
