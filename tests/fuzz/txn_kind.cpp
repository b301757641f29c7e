#include "tests/fuzz/txn_kind.hpp"

#include "tests/fuzz/plain_append_judge.hpp"
#include "tests/fuzz/plain_txn_judge.hpp"
#include "tests/fuzz/random_txns.hpp"

namespace eddy {
namespace {

template <class JudgeType>
std::unique_ptr<plain::Judge> plain_judge(const History& history) {
  return std::make_unique<JudgeType>(history);
}

}  // namespace

const std::vector<TxnKind>& txn_kinds() {
  static const std::vector<TxnKind> kinds = {
      {"txn-rw-register", random_register_txns, plain_judge<plain::TxnJudge>},
      {"txn-list-append", random_list_txns, plain_judge<plain::AppendJudge>}};
  return kinds;
}

}  // namespace eddy
