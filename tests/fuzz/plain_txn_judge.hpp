#pragma once

#include <array>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "tests/eddy/history/history.hpp"

namespace eddy {

/// Judges a small history of transactions over registers straight from the definitions
/// of Adya and Elle, and causality by trying all orders of the writes. Exponential in the
/// number of transactions. Shares nothing with the judge but the history. Keys and
/// values are whole numbers, or null.
class PlainTxnJudge {
 public:
  explicit PlainTxnJudge(const History& history);

  /// Several ok transactions wrote a value that one read: nobody can tell.
  bool is_unknown() const;

  /// Of the anomalies that are no cycles, those that occur.
  const std::set<std::string>& anomalies() const { return anomalies_; }

  /// Does the history break the model, an empty graph aside? `causal` is asked of
  /// histories without duplicate or null writes only.
  bool breaks(const std::string& model) const;

  /// No transaction depends on another one, nor on itself, by what the model looks at.
  bool is_empty(const std::string& model) const;

 private:
  using Value = std::optional<std::int64_t>;
  enum Edge { ww, wr, rw, process, realtime };
  enum Depth { g0, g1c, nonadjacent, g2 };
  enum Order { unordered, by_process, by_realtime };

  struct MicroOp {
    bool is_write;
    std::int64_t key;
    Value value;
  };
  using MicroOps = std::vector<MicroOp>;

  struct Txn {
    std::int64_t process = 0;
    std::size_t begin = 0;  ///< places in the history
    std::optional<std::size_t> end;
    OpType outcome = OpType::invoke;  ///< invoke if there is none
    MicroOps invoked;
    MicroOps micro_ops;  ///< of the completion, or of the invocation without one

    bool ok() const { return outcome == OpType::ok; }
    bool precedes(const Txn& other) const { return end && *end < other.begin; }
    std::optional<Value> read(std::int64_t key) const;   ///< external
    std::optional<Value> write(std::int64_t key) const;  ///< external
  };

  struct Model {
    Depth depth;
    Order order;
    bool internal;
    bool lost_update;
  };

  struct Path {
    std::size_t start;
    bool starts_with_rw;
    std::set<std::size_t> txns;
  };

  static MicroOps read_micro_ops(const Json& value);
  static Model model_named(const std::string& name);

  bool follows(std::int64_t key, Value earlier, Value later) const;
  bool is_version(std::int64_t key, Value value) const;
  bool read_and_wrote(std::int64_t key, Value read, Value written) const;
  void find_cyclic_versions();
  void find_edges();
  void find_anomalies();
  bool is_overwritten_by_other(const Txn& reader, const MicroOp& read) const;
  void find_lost_updates();
  bool has_edge(Edge edge, std::size_t from, std::size_t to) const;
  bool has_plain_edge(Depth depth, Order order, std::size_t from, std::size_t to) const;
  bool has_cycle(Depth depth, Order order) const;
  bool closes(Depth depth, Order order, const Path& path, std::size_t at, bool after_rw) const;
  bool has_self_read(Order order) const;
  bool breaks_causality() const;
  std::vector<std::vector<bool>> causes() const;
  bool explains_reads(const std::vector<std::size_t>& order,
                      const std::vector<std::vector<bool>>& causes) const;

  std::vector<Txn> txns_;
  std::set<std::int64_t> keys_;
  bool has_cyclic_versions_ = false;
  std::set<std::string> anomalies_;
  std::array<std::vector<std::vector<bool>>, 5> edges_;
};

}  // namespace eddy
