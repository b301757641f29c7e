#pragma once

#include <sstream>
#include <stdexcept>
#include <string>

#include "tests/eddy/history/history.hpp"
#include "tests/eddy/workloads/txn_rw_register/check_txn_rw_register.hpp"

namespace eddy {

/// A history for tests, one op a line, a millisecond apart:
///   0 invoke r x, w y 1      process 0 begins a transaction
///   0 ok r x 3, w y 1        its outcome: ok, fail or info; "r x" read null
///   1 txn w x 3              both at once, for a transaction that overlaps no other
/// Keys are words, values whole numbers.
class TxnScript {
 public:
  static History history(const std::string& script) {
    TxnScript reader;
    std::istringstream lines(script);
    for (std::string line; std::getline(lines, line);) {
      if (line.find_first_not_of(' ') != std::string::npos) reader.add_line(line);
    }
    return std::move(reader.history_);
  }

 private:
  void add_line(const std::string& line) {
    std::istringstream words(line);
    std::int64_t process = 0;
    std::string type;
    words >> process >> type;
    std::string micro_ops;
    std::getline(words, micro_ops);
    const Json value = parse(micro_ops);
    if (type == "invoke" || type == "txn") add(OpType::invoke, process, without_reads(value));
    if (type == "ok" || type == "txn") add(OpType::ok, process, value);
    if (type == "fail") add(OpType::fail, process, value);
    if (type == "info") add(OpType::info, process, value);
  }

  static Json parse(const std::string& micro_ops) {
    Json value = Json::array();
    std::istringstream parts(micro_ops);
    for (std::string part; std::getline(parts, part, ',');) {
      std::istringstream words(part);
      std::string f;
      std::string key;
      int number = 0;
      if (!(words >> f >> key)) throw std::invalid_argument("no micro-op: " + part);
      value.push_back({f, key, words >> number ? Json(number) : Json()});
    }
    return value;
  }

  static Json without_reads(Json value) {
    for (Json& micro_op : value) {
      if (micro_op[0] == "r") micro_op[2] = nullptr;
    }
    return value;
  }

  void add(OpType type, std::int64_t process, const Json& value) {
    Op op;
    op.index = static_cast<std::int64_t>(history_.size());
    op.time_ns = op.index * 1'000'000;
    op.type = type;
    op.process = process;
    op.f = "txn";
    op.value = value;
    history_.push_back(op);
  }

  History history_;
};

/// What the checker says of a TxnScript under a model.
inline Json judge(const std::string& script, const std::string& model) {
  return check_txn_rw_register(TxnScript::history(script), {{model}});
}

}  // namespace eddy
