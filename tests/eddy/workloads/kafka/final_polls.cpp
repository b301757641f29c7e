#include "tests/eddy/workloads/kafka/final_polls.hpp"

#include "tests/eddy/workloads/kafka/kafka_client.hpp"

namespace eddy {

std::optional<Workload::FinalStep> FinalPolls::next(Random& random) {
  using glomers::operator""ms;
  if (targets_.empty()) return std::nullopt;
  switch (stage_) {
    case Stage::crash:
      stage_ = Stage::assign;
      return Workload::FinalStep{{"crash", nullptr}};
    case Stage::assign:
      stage_ = Stage::first_poll;
      return Workload::FinalStep{
          {.f = "assign", .value = keys_of(targets_), .seek_to_beginning = true}};
    case Stage::first_poll:
      stage_ = Stage::poll;
      return Workload::FinalStep{poll_invocation()};
    case Stage::poll:
      break;
  }
  return Workload::FinalStep{poll_invocation(), random.between(0ms, 400ms)};
}

void FinalPolls::observe(const Op& op) {
  for (const auto& [key, seen] : polled_offsets(op)) {
    const auto target = targets_.find(key);
    if (target != targets_.end() && target->second <= seen) targets_.erase(target);
  }
}

}  // namespace eddy
