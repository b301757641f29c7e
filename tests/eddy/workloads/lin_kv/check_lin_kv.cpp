#include "tests/eddy/workloads/lin_kv/check_lin_kv.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <utility>
#include <vector>

#include "tests/eddy/judge/cannot_judge.hpp"
#include "tests/eddy/judge/findings.hpp"
#include "tests/eddy/judge/values.hpp"
#include "tests/eddy/workloads/lin_kv/linearizability.hpp"

namespace eddy {
namespace {

const Json& key_of(const Op& op) {
  if (!op.value.is_array() || op.value.size() < 1)
    throw OpError(op, "the value is no [key, value]");
  return op.value[0];
}

Json value_of(const Op& op) {
  return op.value.size() > 1 ? op.value[1] : Json();
}

/// What a cas needs and what it puts there; what is missing is null.
std::pair<Json, Json> from_and_to(const Op& op) {
  const Json pair = value_of(op);
  if (pair.is_null()) return {};
  if (!pair.is_array())
    throw CannotJudge("not-a-list", who_and_when(op) + ", is a cas of " + quote(pair) +
                                        ", which is no [from, to]");
  return {pair.size() > 0 ? pair[0] : Json(), pair.size() > 1 ? pair[1] : Json()};
}

/// The operations of one key, and what is thought of them.
class KeyHistory {
 public:
  explicit KeyHistory(Json key) : key_(std::move(key)) { values_.number(nullptr); }

  const Json& key() const { return key_; }

  void add(const Op& op) { events_.push_back(&op); }

  /// The key's entry among the results, null if all is well.
  Json judge(Findings& wrong) {
    try {
      read_operations();
    } catch (const CannotJudge& cannot) {
      wrong.add(cannot.error, "key " + quote(key_) + " cannot be judged: " + cannot.sentence + ".",
                {{"key", key_}});
      return {{"key", key_}, {"valid", "unknown"}, {"error", cannot.error}};
    }
    const Linearizability found = linearizability(ops_, values_.find(nullptr));
    if (found.verdict == Linearizability::Verdict::yes) return nullptr;
    if (found.verdict == Linearizability::Verdict::too_many) {
      wrong.add("too-many-orders",
                "key " + quote(key_) +
                    " cannot be judged: too many operations were open at the "
                    "same time, so there are too many orders to look at.",
                {{"key", key_}});
      return {{"key", key_}, {"valid", "unknown"}, {"error", "too-many-orders"}};
    }
    return explain(found, wrong);
  }

 private:
  void read_operations() {
    std::map<std::int64_t, const Op*> open;  // by process
    std::set<std::int64_t> lost;             // processes with an operation that nobody knows of
    for (const Op* op : events_) {
      if (op->type == OpType::invoke) {
        if (lost.count(op->process) != 0)
          throw CannotJudge("process-reused", who_and_when(*op) +
                                                  ", began though its process had ended with an "
                                                  "unknown outcome on this key");
        open[op->process] = op;
        continue;
      }
      const auto begun = open.find(op->process);
      if (begun == open.end()) {
        if (op->type == OpType::info) continue;
        throw CannotJudge("no-invocation", who_and_when(*op) + ", ended but never began");
      }
      if (op->type == OpType::info) {
        lost.insert(op->process);
        add_endless(*begun->second);
      } else {
        complete(*begun->second, *op);
      }
      open.erase(begun);
    }
    for (const auto& [process, op] : open) add_endless(*op);
  }

  void complete(const Op& begun, const Op& op) {
    if (op.type == OpType::fail) {
      if (!same_value(begun.value, op.value))
        throw CannotJudge("fail-value-differs",
                          who_and_when(op) + ", failed with another value than it began with");
      return;
    }
    RegisterOp added = operation(op);
    // Null always fits.
    if (added.kind == RegisterOp::Kind::read && value_of(op).is_null()) return;
    added.call = position(begun);
    added.end = position(op);
    ops_.push_back(added);
    ended_.push_back(&op);
  }

  void add_endless(const Op& begun) {
    RegisterOp added = operation(begun);
    const bool changes_nothing = added.kind == RegisterOp::Kind::read ||
                                 (added.kind == RegisterOp::Kind::cas && added.from == added.value);
    if (changes_nothing) return;
    added.call = position(begun);
    ops_.push_back(added);
    ended_.push_back(nullptr);
  }

  RegisterOp operation(const Op& op) {
    RegisterOp result;
    if (op.f == "cas") {
      const auto [from, to] = from_and_to(op);
      result.kind = RegisterOp::Kind::cas;
      result.from = values_.number(from);
      result.value = values_.number(to);
    } else if (op.f == "read" || op.f == "write") {
      result.kind = op.f == "read" ? RegisterOp::Kind::read : RegisterOp::Kind::write;
      result.value = values_.number(value_of(op));
    } else {
      throw CannotJudge("unknown-f", who_and_when(op) + ", is neither read, write nor cas");
    }
    return result;
  }

  static std::size_t position(const Op& op) { return static_cast<std::size_t>(op.index); }

  /// The ok of this key that came last before the op.
  const Op* previous_ok(const Op& stuck) const {
    const Op* previous = nullptr;
    for (const Op* op : events_) {
      if (op == &stuck) break;
      if (op->type == OpType::ok) previous = op;
    }
    return previous;
  }

  Json explain(const Linearizability& found, Findings& wrong) const {
    const RegisterOp& stuck = ops_[*found.stuck];
    const Op& op = *ended_[*found.stuck];
    const Op* previous = previous_ok(op);
    Json held = Json::array();
    for (const std::size_t value : found.held) held.push_back(values_.value(value));
    Sentence sentence = who_and_when(op) + ", " + what_it_did(op) +
                        ", and no order of the operations on key " + quote(key_) +
                        " explains that. ";
    sentence += previous ? "All up to " + who_and_when(*previous) + " can be put in order"
                         : Sentence("Nothing had ended before");
    sentence +=
        ", after which the key holds " + alternatives(found.held) + "; " + needs(stuck) + ".";
    wrong.add("not-linearizable", sentence, {{"key", key_}, {op.f, value_of(op)}, {"held", held}});
    return {{"key", key_},    {"valid", false},
            {"op", op.index}, {"previous-ok", previous ? Json(previous->index) : Json()},
            {"held", held},   {"order", order_of(found)}};
  }

  Json order_of(const Linearizability& found) const {
    Json order = Json::array();
    for (const Orders::Step& step : found.order)
      order.push_back({ops_[step.op].call, values_.value(step.held)});
    return order;
  }

  std::string what_it_did(const Op& op) const {
    if (op.f == "read") return "read " + quote(value_of(op));
    if (op.f == "write") return "wrote " + quote(value_of(op));
    const auto [from, to] = from_and_to(op);
    return "changed " + quote(from) + " to " + quote(to);
  }

  std::string alternatives(const std::vector<std::size_t>& held) const {
    std::string text;
    for (std::size_t i = 0; i < held.size(); ++i) {
      if (i > 0) text += i + 1 == held.size() ? " or " : ", ";
      text += quote(values_.value(held[i]));
    }
    return text;
  }

  std::string needs(const RegisterOp& stuck) const {
    const std::size_t needed = stuck.kind == RegisterOp::Kind::cas ? stuck.from : stuck.value;
    return "it needs " + quote(values_.value(needed)) +
           ", which no operation that was open then can have put there in time";
  }

  Json key_;
  std::vector<const Op*> events_;
  ValueNumbers values_;
  std::vector<RegisterOp> ops_;
  std::vector<const Op*> ended_;  ///< by operation: its ok; null if it has none
};

/// As the real checker sorts them; it gives up where they have no order.
void sort_by_key(std::vector<KeyHistory>& histories) {
  const auto comes_before = [](const KeyHistory& a, const KeyHistory& b) {
    return compare_values(a.key(), b.key()) < 0;
  };
  if (histories.size() == 1 && histories[0].key().is_object())
    throw NotComparable("an object as key has no order");
  std::stable_sort(histories.begin(), histories.end(), comes_before);
}

Json judge_keys(const History& history) {
  ValueNumbers keys;
  std::vector<KeyHistory> histories;
  for (const Op& op : history) {
    if (op.process == nemesis_process) continue;
    const std::size_t number = keys.number(key_of(op));
    if (number == histories.size()) histories.emplace_back(key_of(op));
    histories[number].add(op);
  }
  sort_by_key(histories);
  Findings wrong;
  Json judged = Json::array();
  Json failures = Json::array();
  bool all_known = true;
  for (KeyHistory& key : histories) {
    Json entry = key.judge(wrong);
    if (entry.is_null()) continue;
    if (entry["valid"] == false)
      failures.push_back(entry["key"]);
    else
      all_known = false;
    judged.push_back(std::move(entry));
  }
  Json result = {{"failures", failures}, {"keys", judged}, {"key-count", histories.size()}};
  result["valid"] = !failures.empty() ? Json(false) : all_known ? Json(true) : Json("unknown");
  conclude(result, wrong, {});
  return result;
}

}  // namespace

Json check_lin_kv(const History& history) {
  try {
    return judge_keys(history);
  } catch (const NotComparable& error) {
    return unknown_result("not-comparable",
                          std::string("the keys cannot be sorted: ") + error.what() + ".");
  }
}

}  // namespace eddy
