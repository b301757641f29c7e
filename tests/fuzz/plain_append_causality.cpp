#include "tests/fuzz/plain_append_causality.hpp"

#include <algorithm>

namespace eddy::plain {
namespace {

bool has(const List& list, std::int64_t element) {
  return std::find(list.begin(), list.end(), element) != list.end();
}

bool reads_what_was_appended(const AppendTxn& reader, const AppendTxn& writer) {
  for (const ListOp& read : reader.completed)
    for (const ListOp& append : writer.completed)
      if (append.is_append && read.reads(append.key) && has(read.list, append.element)) return true;
  return false;
}

bool lacks_what_was_appended(const AppendTxn& reader, const AppendTxn& writer) {
  for (const ListOp& read : reader.completed)
    for (const ListOp& append : writer.completed)
      if (append.is_append && read.reads(append.key) && !has(read.list, append.element))
        return true;
  return false;
}

/// By a chain of: earlier in the process, or appended what the other read.
std::vector<std::vector<bool>> causes_among(const std::vector<AppendTxn>& txns) {
  const std::size_t n = txns.size();
  std::vector<std::vector<bool>> causes(n, std::vector<bool>(n, false));
  for (std::size_t i = 0; i < n; ++i)
    for (std::size_t j = 0; j < n; ++j) {
      const AppendTxn& a = txns[i];
      const AppendTxn& b = txns[j];
      if (i == j || !a.counts() || !b.counts()) continue;
      causes[i][j] = (a.process == b.process && a.begin < b.begin) ||
                     (b.ok() && reads_what_was_appended(b, a));
    }
  for (std::size_t k = 0; k < n; ++k)
    for (std::size_t i = 0; i < n; ++i)
      for (std::size_t j = 0; j < n; ++j)
        if (causes[i][k] && causes[k][j]) causes[i][j] = true;
  return causes;
}

}  // namespace

bool breaks_append_causality(const AppendTxns& history) {
  const auto causes = causes_among(history.txns);
  for (std::size_t i = 0; i < causes.size(); ++i) {
    if (causes[i][i]) return true;
    for (std::size_t j = 0; j < causes.size(); ++j)
      if (causes[i][j] && history.txns[j].ok() &&
          lacks_what_was_appended(history.txns[j], history.txns[i]))
        return true;
  }
  return false;
}

}  // namespace eddy::plain
