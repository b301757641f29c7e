#pragma once

#include "glomers/random.hpp"
#include "tests/eddy/net/choices.hpp"

namespace eddy {

/// Draws everything, as the latencies and the faults of the moment have it.
class RandomChoices : public Choices {
 public:
  RandomChoices(Random random, Latency latency, Time longest_handover, Latency lateness)
      : random_(random),
        latency_(latency),
        longest_handover_(longest_handover),
        lateness_(lateness) {}

  bool is_lost(const LinkFaults& faults, bool between_nodes) override {
    return random_.chance(faults.loss_of_message(between_nodes));
  }

  bool is_doubled(const LinkFaults& faults) override { return random_.chance(faults.duplicate); }

  Time latency(const LinkFaults& faults, const Message& message, bool between_nodes) override {
    return faults.worsened(latency_.draw(random_), message.src, message.dest, between_nodes,
                           random_);
  }

  Time handover(const Message&, bool sleeps) override {
    const Time needed = random_.between(Time(0), longest_handover_);
    return needed + (sleeps ? lateness_.draw(random_) : Time(0));
  }

 private:
  Random random_;
  Latency latency_;
  Time longest_handover_;
  Latency lateness_;
};

}  // namespace eddy
