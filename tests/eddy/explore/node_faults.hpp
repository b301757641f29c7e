#pragma once

#include <functional>
#include <map>
#include <set>
#include <string>

#include "tests/eddy/explore/past.hpp"
#include "tests/eddy/explore/schedule.hpp"
#include "tests/eddy/run/director.hpp"

namespace eddy {

/// So much later all that can be delivered is: messages take no time at all.
inline constexpr Time time_moves_on(1);

/// What a schedule does to nodes, and takes back: it cuts them off, pauses them and kills them.
class NodeFaults {
 public:
  /// `past` is told what happens to a node; `on_taken_back` is called after each taking back.
  NodeFaults(const Director::Stage& stage, Past& past, std::function<void()> on_taken_back)
      : stage_(stage), past_(past), on_taken_back_(std::move(on_taken_back)) {}

  /// Does to the node what may befall nodes.
  void strike(Deviation deviation, const std::string& node);
  /// Takes back at once all that is left to be taken back.
  void take_all_back();

  /// Whether the node is dead or paused.
  bool is_unavailable(const std::string& node) const { return unavailable_.contains(node); }
  /// The hash, with what is left to be taken back.
  std::uint64_t mixed_into(std::uint64_t hash) const;

 private:
  struct TakeBack {
    std::string what;
    Time due;
    std::function<void()> action;
  };

  void cut_off(const std::string& node, Time span);
  void pause(const std::string& node, Time span);
  void kill(const std::string& node);
  void start(const std::string& node);
  void take_back(Time span, const std::string& what, std::function<void()> action);
  void record(const std::string& f, const Json& value);

  Director::Stage stage_;
  Past& past_;
  std::function<void()> on_taken_back_;
  std::set<std::string> unavailable_;
  std::map<std::uint64_t, TakeBack> to_take_back_;
  std::uint64_t last_take_back_ = 0;
};

}  // namespace eddy
