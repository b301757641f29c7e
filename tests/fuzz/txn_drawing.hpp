#pragma once

#include <array>
#include <utility>
#include <vector>

#include "glomers/random.hpp"
#include "tests/eddy/history/history.hpp"

namespace eddy {

/// Draws transactions of some processes over 1 or 2 keys. What a workload has to say is how a
/// key is written and what is read of it.
class TxnDrawing {
 public:
  explicit TxnDrawing(glomers::Random& random) : random_(random) {}
  virtual ~TxnDrawing() = default;

  History draw() {
    std::size_t left = 1 + below(6);
    threads_.resize(1 + below(4));
    key_count_ = 1 + below(2);
    fresh_reads_ = 0.2 + 0.3 * static_cast<double>(below(3));
    for (Thread& thread : threads_) thread.process = next_process_++;
    bool all_idle = true;
    while (left > 0 || !all_idle) {
      Thread& thread = threads_[below(threads_.size())];
      if (thread.is_busy) {
        complete(thread);
      } else if (left > 0) {
        --left;
        begin(thread);
      }
      all_idle = true;
      for (const Thread& other : threads_) all_idle = all_idle && !other.is_busy;
    }
    return std::move(history_);
  }

 protected:
  std::size_t below(std::size_t bound) { return random_.below(bound); }

  virtual const char* write_name() const = 0;
  virtual Json fresh(std::size_t key) = 0;
  /// Lets the writes take effect, one after the other, and says what the reads see.
  virtual void take_effect(Json& micro_ops) = 0;
  virtual void apply_writes(const Json& micro_ops) = 0;
  /// What happens all the same where a transaction fails.
  virtual void fail(const Json& micro_ops) = 0;

  glomers::Random& random_;
  double fresh_reads_ = 0;  ///< the part of the reads that see the newest value
  std::array<std::size_t, 2> written_ = {0, 0};

 private:
  struct Thread {
    std::int64_t process = 0;
    bool is_busy = false;
    Json micro_ops;
  };

  void begin(Thread& thread) {
    thread.is_busy = true;
    thread.micro_ops = Json::array();
    std::size_t key = below(key_count_);
    for (std::size_t i = 1 + below(3); i > 0; --i) {
      if (random_.chance(0.6)) key = below(key_count_);
      const bool is_write = random_.chance(0.5);
      thread.micro_ops.push_back(
          {is_write ? write_name() : "r", key, is_write ? fresh(key) : Json()});
    }
    add(OpType::invoke, thread, thread.micro_ops);
  }

  void complete(Thread& thread) {
    thread.is_busy = false;
    const double outcome = random_.uniform();
    if (outcome < 0.05) {  // never
      thread.process = next_process_++;
    } else if (outcome < 0.2) {
      if (random_.chance(0.5)) apply_writes(thread.micro_ops);
      add(OpType::info, thread, thread.micro_ops);
      thread.process = next_process_++;
    } else if (outcome < 0.3) {
      fail(thread.micro_ops);
      add(OpType::fail, thread, thread.micro_ops);
    } else {
      Json micro_ops = thread.micro_ops;
      if (random_.chance(0.03) && micro_ops.size() > 1) micro_ops.erase_at(below(micro_ops.size()));
      take_effect(micro_ops);
      add(OpType::ok, thread, std::move(micro_ops));
    }
  }

  void add(OpType type, const Thread& thread, Json value) {
    Op op;
    op.index = static_cast<std::int64_t>(history_.size());
    op.time_ns = op.index * 1'000'000;
    op.type = type;
    op.process = thread.process;
    op.f = "txn";
    op.value = std::move(value);
    history_.push_back(std::move(op));
  }

  History history_;
  std::vector<Thread> threads_;
  std::int64_t next_process_ = 0;
  std::size_t key_count_ = 1;
};

}  // namespace eddy
