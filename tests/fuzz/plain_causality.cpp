#include "tests/fuzz/plain_causality.hpp"

#include <algorithm>
#include <numeric>
#include <vector>

namespace eddy::plain {
namespace {

using Matrix = std::vector<std::vector<bool>>;

/// By a chain of: earlier in the process, or wrote what the other read.
Matrix causes_among(const Txns& history) {
  const std::size_t n = history.txns.size();
  Matrix result(n, std::vector<bool>(n, false));
  for (std::size_t i = 0; i < n; ++i) {
    for (std::size_t j = 0; j < n; ++j) {
      const Txn& a = history.txns[i];
      const Txn& b = history.txns[j];
      if (i == j || a.outcome == OpType::fail || b.outcome == OpType::fail) continue;
      result[i][j] = a.process == b.process && a.begin < b.begin;
      for (const std::int64_t key : history.keys) {
        if (b.ok() && a.write(key) && a.write(key) == b.read(key)) result[i][j] = true;
      }
    }
  }
  for (std::size_t k = 0; k < n; ++k) {
    for (std::size_t i = 0; i < n; ++i) {
      for (std::size_t j = 0; j < n; ++j) {
        if (result[i][k] && result[k][j]) result[i][j] = true;
      }
    }
  }
  return result;
}

/// Does the order respect all causes, and does every read see the last of those writes
/// of its key that are among its causes or beyond?
bool explains_reads(const Txns& history, const std::vector<std::size_t>& order,
                    const Matrix& causes) {
  std::vector<std::size_t> place(order.size());
  for (std::size_t i = 0; i < order.size(); ++i) place[order[i]] = i;
  for (std::size_t i = 0; i < order.size(); ++i) {
    for (std::size_t j = 0; j < order.size(); ++j) {
      if (causes[i][j] && place[i] >= place[j]) return false;
    }
  }
  for (std::size_t reader = 0; reader < history.txns.size(); ++reader) {
    if (!history.txns[reader].ok()) continue;
    for (const std::int64_t key : history.keys) {
      const std::optional<Value> seen = history.txns[reader].read(key);
      if (!seen) continue;
      std::optional<std::size_t> writer;
      for (std::size_t i = 0; i < history.txns.size(); ++i) {
        if (history.txns[i].outcome != OpType::fail && history.txns[i].write(key) == seen)
          writer = i;
      }
      if (*seen && !writer) continue;  // garbage, or overwritten: not asked here
      for (std::size_t i = 0; i < history.txns.size(); ++i) {
        if (!history.txns[i].write(key) || !causes[i][reader] || writer == i) continue;
        if (!writer || place[i] > place[*writer]) return false;
      }
    }
  }
  return true;
}

}  // namespace

bool breaks_causality(const Txns& history) {
  const Matrix causes = causes_among(history);
  std::vector<std::size_t> order(history.txns.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  do {
    if (explains_reads(history, order, causes)) return false;
  } while (std::next_permutation(order.begin(), order.end()));
  return true;
}

}  // namespace eddy::plain
