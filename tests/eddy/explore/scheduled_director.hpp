#pragma once

#include <functional>
#include <optional>
#include <set>
#include <string>
#include <unordered_set>
#include <vector>

#include "tests/eddy/explore/node_faults.hpp"
#include "tests/eddy/explore/past.hpp"
#include "tests/eddy/explore/schedule.hpp"
#include "tests/eddy/explore/script.hpp"
#include "tests/eddy/explore/sentences.hpp"
#include "tests/eddy/run/director.hpp"

namespace eddy {

/// The run has come into a state in which another was: what can follow is known. No error, and
/// so nobody's but the explorer's to catch.
struct Merged {};

/// A point of a run: where it might have gone on otherwise.
struct Point {
  std::uint32_t number;
  std::uint64_t state;
  std::vector<Deviation> offered;
};

/// Lets one schedule happen: all is regular but at the schedule's points.
class ScheduledDirector : public Director {
 public:
  using States = std::unordered_set<std::uint64_t>;

  struct Plan {
    const Script& script;
    const Schedule& schedule;
    std::set<std::string> faults;   ///< words of --nemesis
    Time window;                    ///< there are points for so long
    const States* known = nullptr;  ///< a run that comes into one of these ends with Merged
  };

  explicit ScheduledDirector(Plan plan) : plan_(std::move(plan)) {}

  /// An observer of the network.
  void observe(const NetworkEvent& event);

  /// The points behind the schedule's last deviation.
  const std::vector<Point>& points() const { return points_; }
  /// Events of nodes and services, until now.
  std::uint64_t events() const { return events_; }
  /// A hash of what happened to each member of the network.
  std::uint64_t past() const { return past_.events(); }
  /// What the deviations are, a sentence each.
  const std::vector<std::string>& sentences() const { return sentences_; }
  /// Whether every deviation of the schedule has happened.
  bool all_done() const { return done_ == plan_.schedule.size(); }

  void begin(const Stage& stage, std::function<void()> on_over) override;

  // There is no chance in a schedule.
  bool is_lost(const LinkFaults&, bool) override { return false; }
  bool is_doubled(const LinkFaults&) override { return false; }
  Time latency(const LinkFaults&, const Message&, bool) override { return Time(0); }

  Time handover(const Message& message, bool sleeps) override;
  Delivery before_delivery(const Message& message, bool is_clients) override;
  void after_delivery(const Message& message) override;
  bool before_timers(const std::string& node) override;
  void after_timers(const std::string& node) override;

 private:
  /// What a message that is set aside waits for.
  enum class Until { next_event, next_timer };
  struct Held {
    std::string receiver;
    std::uint64_t hash;
    Until until;
  };

  bool is_open() const;
  bool is_node(const std::string& id) const;
  /// The next point: what happens there, none if all goes its regular way. Throws Merged.
  std::optional<Deviation> next(const std::vector<Deviation>& offered, const std::string& what);
  bool allows(Deviation deviation) const;
  std::uint64_t state() const;
  void offer(Deviation deviation, std::vector<Deviation>& offered) const;
  /// Begins operations early, and returns what else happens before the event.
  std::optional<Deviation> before_event(const std::vector<Deviation>& of_event,
                                        const std::string& what);
  void release(const std::string& receiver, Until until);

  bool may_begin() const;
  void moment_of_operation();
  void begin_operation();
  void close();
  void end_if_over();

  Plan plan_;
  std::optional<Stage> stage_;             ///< none until it begins
  std::optional<NodeFaults> node_faults_;  ///< as well
  std::function<void()> on_over_;
  bool closed_ = false;
  std::size_t begun_ = 0;
  std::size_t ended_ = 0;
  bool waits_for_timer_ = false;  ///< the next operation
  bool moment_is_set_ = false;

  std::uint32_t next_point_ = 0;
  std::size_t done_ = 0;  ///< deviations
  std::vector<Point> points_;
  Past past_;
  std::uint64_t events_ = 0;
  std::vector<Held> held_;
  std::set<std::string> timer_first_;
  MessageNames names_;
  std::vector<std::string> sentences_;
};

}  // namespace eddy
