#include "tests/fuzz/random_txns.hpp"

#include <array>
#include <utility>

namespace eddy {
namespace {

class Drawing {
 public:
  explicit Drawing(glomers::Random& random) : random_(random) {}

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

 private:
  struct Thread {
    std::int64_t process = 0;
    bool is_busy = false;
    Json micro_ops;
  };

  std::size_t below(std::size_t bound) { return random_.below(bound); }

  void begin(Thread& thread) {
    thread.is_busy = true;
    thread.micro_ops = Json::array();
    std::size_t key = below(key_count_);
    for (std::size_t i = 1 + below(3); i > 0; --i) {
      if (random_.chance(0.6)) key = below(key_count_);
      const bool is_write = random_.chance(0.5);
      thread.micro_ops.push_back({is_write ? "w" : "r", key, is_write ? fresh(key) : Json()});
    }
    add(OpType::invoke, thread, thread.micro_ops);
  }

  /// Mostly one that nobody has written before.
  Json fresh(std::size_t key) {
    if (random_.chance(0.03)) return nullptr;
    if (random_.chance(0.03)) return 1 + below(written_[key] + 1);
    return ++written_[key];
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
      add(OpType::fail, thread, thread.micro_ops);
    } else {
      add(OpType::ok, thread, outcome_of(thread.micro_ops));
    }
  }

  Json outcome_of(Json micro_ops) {
    if (random_.chance(0.03) && micro_ops.size() > 1) micro_ops.erase_at(below(micro_ops.size()));
    for (Json& micro_op : micro_ops) {
      const auto key = micro_op[1].get<std::size_t>();
      if (micro_op[0] == "w") {
        newest_[key] = micro_op[2];
      } else if (random_.chance(fresh_reads_)) {
        micro_op[2] = newest_[key];
      } else {
        const std::size_t value = below(written_[key] + 3);
        if (value > 0) micro_op[2] = value;
      }
    }
    return micro_ops;
  }

  void apply_writes(const Json& micro_ops) {
    for (const Json& micro_op : micro_ops) {
      if (micro_op[0] == "w") newest_[micro_op[1].get<std::size_t>()] = micro_op[2];
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

  glomers::Random& random_;
  History history_;
  std::vector<Thread> threads_;
  std::int64_t next_process_ = 0;
  std::size_t key_count_ = 1;
  double fresh_reads_ = 0;  ///< the part of the reads that see the newest value
  std::array<Json, 2> newest_;
  std::array<std::size_t, 2> written_ = {0, 0};
};

}  // namespace

History random_txns(glomers::Random& random) {
  return Drawing(random).draw();
}

}  // namespace eddy
