#include "tests/eddy/workloads/kafka/kafka_history.hpp"

#include <algorithm>

#include "tests/eddy/history/quote.hpp"

namespace eddy {

namespace {

class Reader {
 public:
  KafkaHistory read(const History& history) {
    const std::vector<std::size_t> pairs = pair_ops(history);
    for (std::size_t i = 0; i < history.size(); ++i) {
      const Op& op = history[i];
      if (op.process == nemesis_process) continue;
      result_.no_client_ops = false;
      if (op.type != OpType::invoke) read_op(history[pairs[i]], op);
    }
    return std::move(result_);
  }

 private:
  void read_op(const Op& invocation, const Op& completion) {
    op_ = &completion;
    KafkaOp& op = result_.ops.emplace_back();
    op.invocation = &invocation;
    op.completion = &completion;
    if (completion.f == "assign") {
      expect(completion.value.is_array(), "the keys are no list");
      for (const Json& key : completion.value.json())
        op.assigned.push_back(key_number(key_name(key)));
    } else if (op.is_access()) {
      expect(completion.value.is_array(), "the value is no list of sends and polls");
      for (const Json& step : completion.value.json()) read_step(step, op);
    }
  }

  void read_step(const Json& step, KafkaOp& op) {
    expect(step.is_array() && !step.empty(), "a step is no list");
    if (step[0] == "send") {
      expect(step.size() == 3, "a send has not the form [\"send\", key, message]");
      const std::size_t key = key_number(key_name(step[1]));
      op.sends.push_back({key, step[2].is_array() ? pair(key, step[2]) : message(key, step[2])});
    } else if (step[0] == "poll") {
      if (step.size() > 1 && !step[1].is_null()) read_poll(step[1], op);
    } else {
      expect(false, "a step is neither a send nor a poll");
    }
  }

  void read_poll(const Json& messages_by_key, KafkaOp& op) {
    expect(messages_by_key.is_object(), "a poll's messages are no object");
    for (const auto& [name, pairs] : messages_by_key.items()) {
      expect(pairs.is_array() || pairs.is_null(), "a key's messages are no list");
      const std::size_t key = key_number(name);
      auto poll = std::find_if(op.polls.begin(), op.polls.end(),
                               [&](const KafkaPoll& p) { return p.key == key; });
      if (poll == op.polls.end()) poll = op.polls.insert(poll, {key, {}, false});
      poll->was_null = poll->was_null || pairs.is_null();
      for (const Json& entry : pairs) poll->messages.push_back(pair(key, entry));
    }
  }

  /// [offset, message]; the offset may be null.
  KafkaMessage pair(std::size_t key, const Json& json) {
    expect(json.is_array() && json.size() == 2, "a message has not the form [offset, message]");
    KafkaMessage result = message(key, json[1]);
    expect(json[0].is_null() || json[0].is_int64(), "an offset is no integer within 64 bits");
    if (!json[0].is_null()) result.offset = json[0].get<std::int64_t>();
    return result;
  }

  KafkaMessage message(std::size_t key, const Json& value) {
    return {result_.keys[key].messages.number(value), std::nullopt};
  }

  std::size_t key_number(const std::string& name) {
    const std::size_t number = names_.number(name);
    if (number == result_.keys.size()) result_.keys.push_back({name, {}});
    return number;
  }

  void expect(bool condition, const char* what) const {
    if (!condition) throw OpError(*op_, std::string(what) + ": " + quote(op_->value));
  }

  KafkaHistory result_;
  ValueNumbers names_;
  const Op* op_ = nullptr;  ///< the one being read
};

}  // namespace

bool KafkaOp::is_access() const {
  return completion->f == "send" || completion->f == "poll" || completion->f == "txn";
}

std::string KafkaHistory::key_name(std::size_t key) const {
  return "key " + cut_short(keys[key].name);
}

std::string KafkaHistory::name(std::size_t key, std::size_t message) const {
  return "message " + quote(value(key, message)) + " of " + key_name(key);
}

KafkaHistory read_kafka_history(const History& history) {
  return Reader().read(history);
}

}  // namespace eddy
