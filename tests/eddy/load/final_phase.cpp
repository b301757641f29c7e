#include "tests/eddy/load/final_phase.hpp"

#include <utility>

namespace eddy {

FinalPhase::FinalPhase(Scheduler& scheduler, Random random, Workload& workload,
                       std::vector<std::unique_ptr<Worker>>& workers)
    : scheduler_(scheduler),
      random_(random),
      workload_(workload),
      workers_(workers),
      working_(workers.size()) {}

void FinalPhase::start(std::function<void()> on_over) {
  on_over_ = std::move(on_over);
  if (const auto limit = workload_.final_time_limit())
    scheduler_.after(*limit, [this] { time_is_over_ = true; });
  for (std::size_t thread = 0; thread < workers_.size(); ++thread) next_step(thread);
}

void FinalPhase::next_step(std::size_t thread) {
  const auto step = workload_.next_final(static_cast<int>(thread), random_);
  if (!step) return end_worker();
  scheduler_.after(step->pause, [this, thread, invocation = step->invocation] {
    if (time_is_over_) return end_worker();
    workers_[thread]->perform(invocation, [this, thread] { next_step(thread); });
  });
}

void FinalPhase::end_worker() {
  if (--working_ == 0) on_over_();
}

}  // namespace eddy
