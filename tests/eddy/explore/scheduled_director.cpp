#include "tests/eddy/explore/scheduled_director.hpp"

#include <algorithm>
#include <stdexcept>
#include <utility>

#include "glomers/complaint.hpp"
#include "tests/eddy/net/services.hpp"

namespace eddy {
namespace {

constexpr Deviation of_nodes[] = {Deviation::timer_first, Deviation::cut,     Deviation::isolated,
                                  Deviation::paused,      Deviation::stopped, Deviation::killed,
                                  Deviation::dead};

}  // namespace

void ScheduledDirector::observe(const NetworkEvent& event) {
  past_.observe(event);
}

void ScheduledDirector::begin(const Stage& stage, std::function<void()> on_over) {
  stage_.emplace(stage);
  node_faults_.emplace(stage, past_, [this] { end_if_over(); });
  on_over_ = std::move(on_over);
  stage.scheduler.after(plan_.window, [this] { close(); });
  moment_of_operation();
}

bool ScheduledDirector::is_open() const {
  return stage_ && !closed_;
}

bool ScheduledDirector::is_node(const std::string& id) const {
  const auto& ids = stage_->cluster.ids();
  return std::find(ids.begin(), ids.end(), id) != ids.end();
}

bool ScheduledDirector::allows(Deviation deviation) const {
  const std::string fault = fault_of(deviation);
  return fault.empty() || plan_.faults.contains(fault);
}

void ScheduledDirector::offer(Deviation deviation, std::vector<Deviation>& offered) const {
  if (allows(deviation)) offered.push_back(deviation);
}

// Points. -----------------------------------------------------------------------

std::optional<Deviation> ScheduledDirector::next(const std::vector<Deviation>& offered,
                                                 const std::string& what) {
  if (offered.empty()) return std::nullopt;
  const std::uint32_t number = next_point_++;
  if (all_done()) {
    const std::uint64_t now = state();
    if (plan_.known && !plan_.schedule.empty() && plan_.known->contains(now)) throw Merged();
    points_.push_back({number, now, offered});
    return std::nullopt;
  }
  const Choice& choice = plan_.schedule[done_];
  if (choice.point != number) return std::nullopt;
  if (std::find(offered.begin(), offered.end(), choice.deviation) == offered.end()) {
    std::vector<std::string> names;
    for (const Deviation each : offered) names.emplace_back(to_string(each));
    throw std::invalid_argument("--schedule: at the point " + std::to_string(number) + " (" + what +
                                ") there is no '" + to_string(choice.deviation) + "', but " +
                                glomers::joined(names, ", "));
  }
  ++done_;
  sentences_.push_back(sentence(choice.deviation, what));
  return choice.deviation;
}

std::uint64_t ScheduledDirector::state() const {
  std::uint64_t hash = past_.state();
  hash = mixed(hash, static_cast<std::uint64_t>(stage_->scheduler.now().count()));
  hash =
      mixed(hash, begun_ * 64 + ended_ * 4 + (waits_for_timer_ ? 2 : 0) + (moment_is_set_ ? 1 : 0));
  for (const Held& each : held_)
    hash = mixed(mixed(hash, each.hash), each.until == Until::next_event);
  for (const std::string& node : timer_first_) hash = mixed(hash, hash_of(node));
  return node_faults_->mixed_into(hash);
}

std::optional<Deviation> ScheduledDirector::before_event(const std::vector<Deviation>& of_event,
                                                         const std::string& what) {
  std::vector<Deviation> offered = of_event;
  for (;;) {
    const bool can_begin = may_begin();
    if (can_begin) offered.push_back(Deviation::early);
    const auto chosen = next(offered, what);
    if (chosen != Deviation::early) return chosen;
    begin_operation();
    offered = of_event;
  }
}

Time ScheduledDirector::handover(const Message& message, bool) {
  past_.taken(message);
  return Time(0);
}

Choices::Delivery ScheduledDirector::before_delivery(const Message& message, bool is_clients) {
  past_.handed_over(message);
  if (!stage_) return Delivery::now;
  const std::string& receiver = message.dest;
  const bool node = is_node(receiver);
  if (!node && !is_service(receiver)) return Delivery::now;
  if (is_clients && !node) return Delivery::now;
  const std::uint64_t hash = hash_of(to_line(message));
  const bool still_held = std::any_of(held_.begin(), held_.end(), [&](const Held& each) {
    return each.receiver == receiver && each.hash == hash;
  });
  if (still_held || timer_first_.contains(receiver)) return Delivery::held;
  const std::string what = names_.next(message);
  // The bench's own client: its first message to a node that was started again.
  if (!is_open() || message.src == "c0" || node_faults_->is_unavailable(receiver))
    return Delivery::now;
  std::vector<Deviation> offered;
  if (!is_clients) {
    offer(Deviation::lost, offered);
    if (node && is_node(message.src)) offer(Deviation::doubled, offered);
    offer(Deviation::overtaken, offered);
    if (node) offer(Deviation::overdue, offered);
  }
  if (node)
    for (const Deviation each : of_nodes) offer(each, offered);
  const auto chosen = before_event(offered, what);
  if (!chosen) return Delivery::now;
  switch (*chosen) {
    case Deviation::lost:
      return Delivery::never;
    case Deviation::doubled:
      return Delivery::twice;
    case Deviation::overtaken:
      held_.push_back({receiver, hash, Until::next_event});
      return Delivery::held;
    case Deviation::overdue:
      held_.push_back({receiver, hash, Until::next_timer});
      return Delivery::held;
    case Deviation::timer_first:
      timer_first_.insert(receiver);
      return Delivery::held;
    default:
      node_faults_->strike(*chosen, receiver);
      return Delivery::now;
  }
}

void ScheduledDirector::after_delivery(const Message& message) {
  if (!stage_) return;
  ++events_;
  release(message.dest, Until::next_event);
}

bool ScheduledDirector::before_timers(const std::string& node) {
  if (!is_open()) {
    past_.happened(node, "timer", Time(0));
    return true;
  }
  std::vector<Deviation> offered;
  for (const Deviation each : of_nodes)
    if (each != Deviation::timer_first) offer(each, offered);
  const auto chosen = before_event(offered, "a timer of " + node);
  if (chosen) node_faults_->strike(*chosen, node);
  if (node_faults_->is_unavailable(node) || chosen == Deviation::killed) return false;
  past_.happened(node, "timer", stage_->scheduler.now());
  return true;
}

void ScheduledDirector::after_timers(const std::string& node) {
  if (!stage_) return;
  ++events_;
  timer_first_.erase(node);
  release(node, Until::next_timer);
  if (std::exchange(waits_for_timer_, false)) moment_of_operation();
}

/// A timer is an event as well.
void ScheduledDirector::release(const std::string& receiver, Until until) {
  const auto is_over = [&](const Held& each) {
    return each.receiver == receiver &&
           (each.until == Until::next_event || until == Until::next_timer);
  };
  const bool any = std::any_of(held_.begin(), held_.end(), is_over);
  held_.erase(std::remove_if(held_.begin(), held_.end(), is_over), held_.end());
  if (any || until == Until::next_timer) stage_->network.release(receiver);
}

// Operations. -------------------------------------------------------------------

bool ScheduledDirector::may_begin() const {
  return begun_ < plan_.script.size() && begun_ > 0 &&
         stage_->workers[plan_.script[begun_].thread]->free();
}

void ScheduledDirector::moment_of_operation() {
  if (begun_ == plan_.script.size() || moment_is_set_) return;
  moment_is_set_ = true;
  stage_->scheduler.after(time_moves_on, [this, number = begun_] {
    moment_is_set_ = false;
    if (begun_ != number) return moment_of_operation();  // it has begun early
    if (!stage_->workers[plan_.script[begun_].thread]->free()) return;
    if (is_open()) {
      const auto chosen =
          next({Deviation::late}, "operation " + std::to_string(begun_ + 1) + " of the script");
      if (chosen) {
        waits_for_timer_ = true;
        return;
      }
    }
    begin_operation();
  });
}

void ScheduledDirector::begin_operation() {
  const ScriptedOperation& operation = plan_.script[begun_++];
  waits_for_timer_ = false;
  past_.happened("operations", "begin", stage_->scheduler.now());
  stage_->workers[operation.thread]->perform(operation.invocation, [this, number = begun_] {
    ++ended_;
    past_.happened("operations", "end " + std::to_string(number), stage_->scheduler.now());
    if (!waits_for_timer_) moment_of_operation();
    end_if_over();
  });
  moment_of_operation();
}

void ScheduledDirector::close() {
  closed_ = true;
  timer_first_.clear();
  held_.clear();
  for (const std::string& node : stage_->cluster.ids()) stage_->network.release(node);
  for (const std::string& service : service_names()) stage_->network.release(service);
  node_faults_->take_all_back();
  waits_for_timer_ = false;
  moment_of_operation();
  end_if_over();
}

void ScheduledDirector::end_if_over() {
  if (closed_ && ended_ == plan_.script.size() && on_over_) std::exchange(on_over_, nullptr)();
}

}  // namespace eddy
