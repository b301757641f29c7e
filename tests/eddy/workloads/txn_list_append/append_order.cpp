#include "tests/eddy/workloads/txn_list_append/append_order.hpp"

#include <set>
#include <utility>

#include "tests/eddy/history/quote.hpp"

namespace eddy {
namespace {

using Lists = std::vector<std::vector<int>>;

void keep_longest(Lists& lists, const AppendMicroOp& read) {
  std::vector<int>& longest = lists[static_cast<std::size_t>(read.key)];
  if (read.elements.size() > longest.size()) longest = read.elements;
}

std::vector<int> each_once(const std::vector<int>& list) {
  std::vector<int> result;
  std::set<int> seen;
  for (const int element : list)
    if (seen.insert(element).second) result.push_back(element);
  return result;
}

[[noreturn]] void throw_no_writer(const AppendHistory& history, int element) {
  const Json& key = history.key(history.elements[static_cast<std::size_t>(element)].key);
  throw CannotJudge("no-writer-of-element",
                    "no transaction that ended appended " + quote(history.value(element)) +
                        " to key " + quote(key) + ", so nobody can tell where it comes from");
}

bool has_writer(const AppendHistory& history, int element) {
  const AppendElement& e = history.elements[static_cast<std::size_t>(element)];
  return e.appended_by || e.failed_by;
}

}  // namespace

AppendOrder order_appends(const AppendHistory& history) {
  const std::size_t key_count = history.keys.size();
  AppendOrder order;
  order.elements.resize(key_count);
  order.longest.resize(key_count);
  Lists counted(key_count);                              // the longest read by those that count
  Lists appended(key_count);                             // by those that count
  std::vector<std::vector<int>> all_appends(key_count);  // by anybody, invocations too
  std::set<int> met;
  for (const AppendTxn& txn : history.txns) {
    for (const auto* micro_ops : {&txn.invoked, &txn.completed})
      for (const AppendMicroOp& micro_op : *micro_ops) {
        const auto key = static_cast<std::size_t>(micro_op.key);
        if (micro_op.is_append) {
          if (met.insert(micro_op.elements[0]).second)
            all_appends[key].push_back(micro_op.elements[0]);
          if (micro_ops == &txn.completed && txn.counts())
            appended[key].push_back(micro_op.elements[0]);
          continue;
        }
        if (micro_ops != &txn.completed) continue;
        keep_longest(order.longest, micro_op);
        if (txn.counts()) keep_longest(counted, micro_op);
      }
  }
  for (std::size_t key = 0; key < key_count; ++key) {
    for (const int element : order.longest[key])
      if (!has_writer(history, element)) throw_no_writer(history, element);
    const bool is_lone = order.longest[key].empty() && all_appends[key].size() == 1;
    if (is_lone && !has_writer(history, all_appends[key][0]))
      throw_no_writer(history, all_appends[key][0]);
    if (!counted[key].empty())
      order.elements[key] = each_once(counted[key]);
    else if (appended[key].size() == 1)
      order.elements[key] = appended[key];
  }
  return order;
}

}  // namespace eddy
