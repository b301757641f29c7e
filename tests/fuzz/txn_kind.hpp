#pragma once

#include <memory>
#include <vector>

#include "glomers/random.hpp"
#include "tests/eddy/history/history.hpp"
#include "tests/fuzz/plain_judge.hpp"

namespace eddy {

/// A workload of transactions, with random histories and a plain judge.
struct TxnKind {
  const char* workload;
  History (*draw)(glomers::Random&);
  std::unique_ptr<plain::Judge> (*plain_judge)(const History&);
};

const std::vector<TxnKind>& txn_kinds();

}  // namespace eddy
