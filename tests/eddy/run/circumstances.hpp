#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "tests/eddy/history/fault_span.hpp"
#include "tests/eddy/history/mention.hpp"
#include "tests/eddy/run/clients.hpp"

namespace eddy {

/// A fault that touched one of the nodes that a sentence is about.
struct Circumstance {
  const FaultSpan* fault;
  std::string node;
  std::string effect;  ///< "cut off from n1"; see effect_on()
  bool between;        ///< not during one of the sentence's operations, but between them
};

/// What a history knows of the operations that a sentence names (history/mention.hpp).
class Circumstances {
 public:
  Circumstances(const TestOptions& options, const History& history);
  /// Of a history alone: which nodes its processes asked is not known, and so no fault that
  /// touched one.
  explicit Circumstances(const History& history);

  /// The ops that the sentence names, once each, as positions in the history.
  std::vector<std::size_t> ops_in(const std::string& sentence) const;

  /// The sentence with node and client at each process, where they are known:
  /// "process 3 [c4 of n0]".
  std::string with_clients(std::string sentence) const;

  /// Empty where it is not known.
  std::string node_of(std::size_t op) const {
    return clients_ ? clients_->node_of(history_[op].process) : "";
  }

  /// What was on while these operations lasted, and then what came and went between
  /// the first and the last.
  std::vector<Circumstance> around(const std::vector<std::size_t>& ops) const;

  /// The same in sentences: "n2 was cut off from n0 n1 since 0.500 s." Empty for a test
  /// without faults.
  std::string told(const std::vector<Circumstance>& circumstances) const;

 private:
  struct Span {
    std::int64_t begin_ns;
    std::int64_t end_ns;
  };

  bool is_known(const Mention& mention) const;
  /// From its operation's beginning to its end.
  Span span_of(std::size_t op) const;

  const History& history_;
  std::optional<Clients> clients_;
  std::vector<std::size_t> pairs_;
  std::vector<FaultSpan> faults_;
};

}  // namespace eddy
