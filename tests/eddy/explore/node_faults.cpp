#include "tests/eddy/explore/node_faults.hpp"

#include <stdexcept>
#include <utility>

#include "tests/eddy/faults/partition.hpp"

namespace eddy {
namespace {

/// How long a node that is isolated or stopped is so.
constexpr Time long_fault = 1s;

}  // namespace

void NodeFaults::strike(Deviation deviation, const std::string& node) {
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

void NodeFaults::cut_off(const std::string& node, Time span) {
  Cut cut;
  Json links = Json::array();
  for (const std::string& other : stage_.cluster.ids()) {
    if (other == node) continue;
    cut.insert({node, other});
    cut.insert({other, node});
    links.push_back({node, other});
    links.push_back({other, node});
  }
  stage_.network.faults().add_cut(cut);
  past_.happened(node, "cut", stage_.scheduler.now());
  record("start-partition", {{"shape", "one"}, {"cut", links}});
  take_back(span, "cut " + node, [this, cut] {
    stage_.network.faults().remove_cut(cut);
    record("stop-partition", nullptr);
  });
}

void NodeFaults::pause(const std::string& node, Time span) {
  unavailable_.insert(node);
  stage_.cluster.pause(node);
  past_.happened(node, "pause", stage_.scheduler.now());
  record("pause", Json::array({node}));
  take_back(span, "pause " + node, [this, node] {
    unavailable_.erase(node);
    past_.happened(node, "resume", stage_.scheduler.now());
    record("resume", nullptr);
    stage_.cluster.resume(node);
  });
}

void NodeFaults::kill(const std::string& node) {
  unavailable_.insert(node);
  stage_.cluster.kill(node);
  past_.happened(node, "kill", stage_.scheduler.now());
  record("kill", Json::array({node}));
}

void NodeFaults::start(const std::string& node) {
  unavailable_.erase(node);
  past_.happened(node, "start", stage_.scheduler.now());
  record("start", nullptr);
  stage_.cluster.restart(node);
}

void NodeFaults::take_back(Time span, const std::string& what, std::function<void()> action) {
  const std::uint64_t number = ++last_take_back_;
  const Time due = stage_.scheduler.now() + span;
  to_take_back_[number] = {what, due, std::move(action)};
  stage_.scheduler.at(due, [this, number] {
    auto entry = to_take_back_.extract(number);
    if (!entry.empty()) entry.mapped().action();
    on_taken_back_();
  });
}

void NodeFaults::record(const std::string& f, const Json& value) {
  Op op;
  op.type = OpType::info;
  op.process = nemesis_process;
  op.f = f;
  op.value = value;
  stage_.recorder.record(std::move(op));
}

void NodeFaults::take_all_back() {
  for (auto& [number, each] : std::exchange(to_take_back_, {})) each.action();
}

std::uint64_t NodeFaults::mixed_into(std::uint64_t hash) const {
  for (const auto& [number, each] : to_take_back_)
    hash = mixed(mixed(hash, hash_of(each.what)), static_cast<std::uint64_t>(each.due.count()));
  return hash;
}

}  // namespace eddy
