#include "tests/eddy/judge/txn/txn_explain.hpp"

#include <algorithm>
#include <utility>

#include "tests/eddy/judge/findings.hpp"
#include "tests/eddy/judge/txn/txn_reason.hpp"

namespace eddy {
namespace {

/// Of the transactions that lost an update; there may be thousands.
constexpr std::size_t txns_shown = 8;

/// "5 from key 9", or "nothing (null) from key 9".
std::string from_key(const TxnHistory& history, int version) {
  const Json& value = history.value_of(version);
  return (value.is_null() ? "nothing (null)" : quote(value)) + " from key " +
         quote(history.key_of(version));
}

Json micro_op_json(const TxnHistory& history, const MicroOp& micro_op) {
  return Json::array({micro_op.is_write ? "w" : "r", history.key_of(micro_op.version),
                      history.value_of(micro_op.version)});
}

Json read_json(const TxnHistory& history, const Txn& txn, const MicroOp& read, const Txn& writer) {
  return {{"op", to_json(txn.op())},
          {"mop", micro_op_json(history, read)},
          {"writer", to_json(writer.op())}};
}

Sentence read_sentence(const TxnHistory& history, const Txn& txn, const MicroOp& read) {
  return "The transaction of " + who_and_when(*txn.begin) + ", read " +
         from_key(history, read.version);
}

Json read_values(const TxnHistory& history, const MicroOp& read) {
  return {{"key", history.key_of(read.version)}, {"value", history.value_of(read.version)}};
}

}  // namespace

Example explain_internal(const TxnHistory& history, const Txn& txn, const MicroOp& read,
                         const MicroOp& before) {
  const std::string expected = quote(history.value_of(before.version));
  Json data = {{"op", to_json(txn.op())},
               {"mop", micro_op_json(history, read)},
               {"expected", history.value_of(before.version)}};
  Json values = read_values(history, read);
  values[before.is_write ? "own-write" : "own-read"] = history.value_of(before.version);
  return {std::move(data),
          read_sentence(history, txn, read) + ", but it had " +
              (before.is_write ? "written " : "read ") + expected +
              " there just before and should have seen that.",
          std::move(values)};
}

Example explain_g1a(const TxnHistory& history, const Txn& txn, const MicroOp& read,
                    const Txn& writer) {
  return {read_json(history, txn, read, writer),
          read_sentence(history, txn, read) + ", which the transaction of " +
              who_and_when(*writer.begin) +
              ", wrote; that one failed, so nobody should ever see it.",
          read_values(history, read)};
}

Example explain_g1b(const TxnHistory& history, const Txn& txn, const MicroOp& read,
                    const Txn& writer) {
  return {read_json(history, txn, read, writer),
          read_sentence(history, txn, read) + ", which the transaction of " +
              who_and_when(*writer.begin) +
              ", wrote and overwrote itself; only its last write should be seen.",
          read_values(history, read)};
}

Example explain_lost_update(const TxnHistory& history, int version,
                            const std::vector<const Txn*>& txns) {
  Json ops = Json::array();
  Sentence names;
  for (const Txn* txn : txns) {
    if (ops.size() == txns_shown) {
      names += "; ...";
      break;
    }
    ops.push_back(to_json(txn->op()));
    names += (names.text().empty() ? "" : "; ") + who_and_when(*txn->begin);
  }
  Json data = {{"key", history.key_of(version)},
               {"value", history.value_of(version)},
               {"txn-count", txns.size()},
               {"txns", ops}};
  return {std::move(data),
          std::to_string(txns.size()) + " transactions (" + names + ") read " +
              from_key(history, version) +
              " and then wrote that key: all but one should have seen the write "
              "of another.",
          {{"key", history.key_of(version)},
           {"value", history.value_of(version)},
           {"count", txns.size()}}};
}

Example explain_cyclic_versions(const TxnHistory& history, const std::vector<int>& versions) {
  Json values = Json::array();
  for (const int version : versions) values.push_back(history.value_of(version));
  const Json& key = history.key_of(versions.front());
  return {{{"key", key}, {"scc", values}},
          "Each of the values " + quote(values) + " of key " + quote(key) +
              " was read by a transaction that then wrote another one, in a circle: no order of "
              "them is possible.",
          {{"key", key}, {"values", values}}};
}

Example explain_cycle(const TxnHistory& history, const VersionOrder& order,
                      std::vector<Step> steps) {
  return explain_cycle(
      std::move(steps),
      {.begin = [&](int txn) -> const Op& { return *history.txns[at(txn)].begin; },
       .op = [&](int txn) -> const Op& { return history.txns[at(txn)].op(); },
       .reason = [&](const Step& step) { return reason_of(history, order, step); }});
}

}  // namespace eddy
