#include "tests/eddy/explore/scheduled_director.hpp"

#include <algorithm>
#include <stdexcept>
#include <utility>

#include "glomers/complaint.hpp"
#include "tests/eddy/net/services.hpp"

namespace eddy {
namespace {

/// So much later all that can be delivered is: messages take no time at all.
constexpr Time time_moves_on(1);
/// How long a node that is isolated or stopped is so.
constexpr Time long_fault = 1s;

constexpr Deviation of_nodes[] = {Deviation::timer_first, Deviation::cut,     Deviation::isolated,
                                  Deviation::paused,      Deviation::stopped, Deviation::killed,
                                  Deviation::dead};

std::string ordinal(int number) {
  if (number == 1) return "first";
  if (number == 2) return "second";
  return number == 3 ? "third" : std::to_string(number) + "th";
}

std::string sentence(Deviation deviation, const std::string& what) {
  switch (deviation) {
    case Deviation::lost:
      return what + " is lost";
    case Deviation::doubled:
      return what + " comes twice";
    case Deviation::overtaken:
      return what + " is overtaken by the receiver's next event";
    case Deviation::overdue:
      return what + " comes after the receiver's next timer";
    case Deviation::timer_first:
      return "before " + what + ": the receiver's next timer, and all messages to it wait";
    case Deviation::cut:
      return "before " + what + ": the receiver is cut off until no message is under way";
    case Deviation::isolated:
      return "before " + what + ": the receiver is cut off for a second";
    case Deviation::paused:
      return "before " + what + ": the receiver is paused until no message is under way";
    case Deviation::stopped:
      return "before " + what + ": the receiver is paused for a second";
    case Deviation::killed:
      return "before " + what + ": the receiver is killed, and started at once";
    case Deviation::dead:
      return "before " + what +
             ": the receiver is killed, and started when no message is under way";
    case Deviation::early:
      return "before " + what + ": the next operation begins";
    case Deviation::late:
      return what + " begins only after the next timer";
  }
  return what;
}

}  // namespace

void ScheduledDirector::observe(const NetworkEvent& event) {
  past_.observe(event);
}

void ScheduledDirector::begin(const Stage& stage, std::function<void()> on_over) {
  stage_.emplace(stage);
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
  for (const auto& [number, each] : to_take_back_)
    hash = mixed(mixed(hash, hash_of(each.what)), static_cast<std::uint64_t>(each.due.count()));
  return hash;
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
  const std::string what = named(message);
  // The bench's own client: its first message to a node that was started again.
  if (!is_open() || message.src == "c0" || unavailable_.contains(receiver)) return Delivery::now;
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
      strike(*chosen, receiver);
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
  if (chosen) strike(*chosen, node);
  if (unavailable_.contains(node) || chosen == Deviation::killed) return false;
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

// Faults of nodes. --------------------------------------------------------------

void ScheduledDirector::strike(Deviation deviation, const std::string& node) {
  switch (deviation) {
    case Deviation::cut:
      cut_off(node, time_moves_on);
      break;
    case Deviation::isolated:
      cut_off(node, long_fault);
      break;
    case Deviation::paused:
      pause(node, time_moves_on);
      break;
    case Deviation::stopped:
      pause(node, long_fault);
      break;
    case Deviation::killed:
      kill(node);
      start(node);
      break;
    case Deviation::dead:
      kill(node);
      take_back(time_moves_on, "dead " + node, [this, node] { start(node); });
      break;
    default:
      throw std::logic_error("a deviation of messages strikes no node");
  }
}

void ScheduledDirector::cut_off(const std::string& node, Time span) {
  Cut cut;
  Json links = Json::array();
  for (const std::string& other : stage_->cluster.ids()) {
    if (other == node) continue;
    cut.insert({node, other});
    cut.insert({other, node});
    links.push_back({node, other});
    links.push_back({other, node});
  }
  stage_->network.faults().add_cut(cut);
  past_.happened(node, "cut", stage_->scheduler.now());
  record("start-partition", {{"shape", "one"}, {"cut", links}});
  take_back(span, "cut " + node, [this, cut] {
    stage_->network.faults().remove_cut(cut);
    record("stop-partition", nullptr);
  });
}

void ScheduledDirector::pause(const std::string& node, Time span) {
  unavailable_.insert(node);
  stage_->cluster.pause(node);
  past_.happened(node, "pause", stage_->scheduler.now());
  record("pause", Json::array({node}));
  take_back(span, "pause " + node, [this, node] {
    unavailable_.erase(node);
    past_.happened(node, "resume", stage_->scheduler.now());
    record("resume", nullptr);
    stage_->cluster.resume(node);
  });
}

void ScheduledDirector::kill(const std::string& node) {
  unavailable_.insert(node);
  stage_->cluster.kill(node);
  past_.happened(node, "kill", stage_->scheduler.now());
  record("kill", Json::array({node}));
}

void ScheduledDirector::start(const std::string& node) {
  unavailable_.erase(node);
  past_.happened(node, "start", stage_->scheduler.now());
  record("start", nullptr);
  stage_->cluster.restart(node);
}

void ScheduledDirector::take_back(Time span, const std::string& what,
                                  std::function<void()> action) {
  const std::uint64_t number = ++last_take_back_;
  const Time due = stage_->scheduler.now() + span;
  to_take_back_[number] = {what, due, std::move(action)};
  stage_->scheduler.at(due, [this, number] {
    auto entry = to_take_back_.extract(number);
    if (!entry.empty()) entry.mapped().action();
    end_if_over();
  });
}

void ScheduledDirector::record(const std::string& f, const Json& value) {
  Op op;
  op.type = OpType::info;
  op.process = nemesis_process;
  op.f = f;
  op.value = value;
  stage_->recorder.record(std::move(op));
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
  for (const char* service : {"lin-kv", "seq-kv", "lww-kv", "lin-tso"})
    stage_->network.release(service);
  for (auto& [number, each] : std::exchange(to_take_back_, {})) each.action();
  waits_for_timer_ = false;
  moment_of_operation();
  end_if_over();
}

void ScheduledDirector::end_if_over() {
  if (closed_ && ended_ == plan_.script.size() && on_over_) std::exchange(on_over_, nullptr)();
}

std::string ScheduledDirector::named(const Message& message) {
  const std::string kind = message.src + "'s ";
  const std::string type = std::string(message.body.type()) + " to " + message.dest;
  return kind + ordinal(++named_[kind + type]) + ' ' + type;
}

}  // namespace eddy
