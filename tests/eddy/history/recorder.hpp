#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "tests/eddy/history/sentence.hpp"
#include "tests/eddy/time/scheduler.hpp"

namespace eddy {

/// What a client met that must not be.
struct ClientException {
  std::string kind;  ///< without what differs: "malformed reply: field 'value' is missing"
  Sentence what;     ///< the whole, with its op, its node and what came
};

/// Writes the history down as it happens: gives each event its index and time.
class Recorder {
 public:
  using Listener = std::function<void(const Op&)>;

  explicit Recorder(Scheduler& scheduler) : scheduler_(scheduler), origin_(scheduler.now()) {}

  /// Times in the history count from here.
  void start() { origin_ = scheduler_.now(); }
  Time origin() const { return origin_; }

  /// The listener hears of every event of a client.
  void listen(Listener listener) { listener_ = std::move(listener); }

  void record(Op op) {
    op.index = static_cast<std::int64_t>(history_.size());
    op.time_ns = (scheduler_.now() - origin_).count();
    if (op.process != nemesis_process) {
      if (op.type == OpType::invoke) ++invocations_;
      if (listener_) listener_(op);
    }
    history_.push_back(std::move(op));
  }

  /// Notes that a client did not just fail but met what must not be, such as a reply that breaks
  /// the protocol. This is kept beside the history.
  void exception(ClientException what) { exceptions_.push_back(std::move(what)); }

  const History& history() const { return history_; }
  /// Gives the history away, once nothing more will be recorded.
  History take_history() { return std::move(history_); }
  const std::vector<ClientException>& exceptions() const { return exceptions_; }
  std::size_t invocations() const { return invocations_; }

 private:
  Scheduler& scheduler_;
  Time origin_;
  Listener listener_;
  History history_;
  std::vector<ClientException> exceptions_;
  std::size_t invocations_ = 0;
};

}  // namespace eddy
