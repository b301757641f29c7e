#pragma once

#include <map>
#include <utility>

#include "tests/eddy/history/history.hpp"

namespace eddy {

/// Writes a history for a test, op by op; each comes 1 ms after the one before.
class Script {
 public:
  Script& invoke(std::int64_t process, const std::string& f, Json value = nullptr) {
    open_[process] = Open{f, value};
    return add(OpType::invoke, process, std::move(value));
  }

  /// Ends the open operation of the process. Without a value it ends with the one that it began
  /// with.
  Script& ok(std::int64_t process) { return add(OpType::ok, process, open_[process].value); }
  Script& ok(std::int64_t process, Json value) {
    return add(OpType::ok, process, std::move(value));
  }
  Script& fail(std::int64_t process) { return add(OpType::fail, process, open_[process].value); }
  Script& info(std::int64_t process) { return add(OpType::info, process, open_[process].value); }
  Script& info(std::int64_t process, Json value) {
    return add(OpType::info, process, std::move(value));
  }

  /// A read from its beginning to its end.
  Script& read(std::int64_t process, Json value) {
    return invoke(process, "read").ok(process, std::move(value));
  }

  /// Makes the last op a final one.
  Script& final() {
    history_.back().final = true;
    return *this;
  }

  Script& wait_ms(std::int64_t span_ms) {
    now_ms_ += span_ms;
    return *this;
  }

  const History& history() const { return history_; }

 private:
  struct Open {
    std::string f;
    Json value;
  };

  Script& add(OpType type, std::int64_t process, Json value) {
    Op op;
    op.index = static_cast<std::int64_t>(history_.size());
    op.time_ns = ++now_ms_ * 1'000'000;
    op.type = type;
    op.process = process;
    op.f = open_[process].f;
    op.value = std::move(value);
    history_.push_back(std::move(op));
    return *this;
  }

  History history_;
  std::map<std::int64_t, Open> open_;
  std::int64_t now_ms_ = 0;
};

}  // namespace eddy
