#include "tests/eddy/load/main_phase.hpp"

#include <algorithm>
#include <utility>

namespace eddy {

MainPhase::MainPhase(Scheduler& scheduler, Random random, Workload& workload,
                     std::vector<std::unique_ptr<Worker>>& workers, const Options& options)
    : scheduler_(scheduler),
      random_(random),
      workload_(workload),
      workers_(workers),
      time_limit_(options.time_limit),
      operations_(options.operations) {
  if (options.rate > 0)
    streams_.push_back({glomers::from_ms(1000 / options.rate),
                        [this](int thread) { return workload_.next_on(thread, random_); }});
  if (const auto interval = workload_.extra_interval())
    streams_.push_back({*interval, [this](int) { return workload_.next_extra(random_); }});
}

void MainPhase::start(std::function<void()> on_over) {
  on_over_ = std::move(on_over);
  for (Stream& stream : streams_) {
    stream.due = scheduler_.now();  // the first at once, as Jepsen's stagger has it
    schedule(stream);
  }
  scheduler_.after(time_limit_, [this] {
    time_is_over_ = true;
    end_if_over();
  });
}

void MainPhase::schedule(Stream& stream) {
  scheduler_.at(stream.due, [this, &stream] {
    stream.waiting = true;
    dispatch();
  });
}

void MainPhase::dispatch() {
  for (Stream& stream : streams_) {
    if (!stream.waiting || time_is_over_) continue;
    std::vector<Worker*> free;
    for (const auto& worker : workers_)
      if (worker->free()) free.push_back(worker.get());
    if (free.empty()) {
      stream.blocked = true;
      continue;
    }
    perform(*free[random_.below(free.size())], stream);
  }
}

void MainPhase::perform(Worker& worker, Stream& stream) {
  stream.waiting = false;
  const Invocation invocation = stream.next(worker.thread());
  // Time lost in waiting for a worker stays lost.
  if (std::exchange(stream.blocked, false)) stream.due = scheduler_.now();
  stream.due += random_.between(Time(0), 2 * stream.mean_gap);
  schedule(stream);
  const std::size_t number = drawn_++;
  if (operations_ && !operations_->contains(number)) return;
  worker.perform(invocation, [this] {
    dispatch();
    end_if_over();
  });
}

void MainPhase::end_if_over() {
  const auto is_free = [](const auto& worker) { return worker->free(); };
  if (time_is_over_ && on_over_ && std::all_of(workers_.begin(), workers_.end(), is_free))
    std::exchange(on_over_, nullptr)();
}

}  // namespace eddy
