#pragma once

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "tests/catch.hpp"
#include "tests/eddy/history/script.hpp"
#include "tests/eddy/workloads/kafka/check_kafka.hpp"

namespace eddy {

/// A kafka history with one key, "k", unless told otherwise.
class KafkaScript {
 public:
  KafkaScript& send(int process, int offset, int message, const std::string& key = "k") {
    script_.invoke(process, "send", sends({{key, message}}));
    script_.ok(process, sends({{key, Json::array({offset, message})}}));
    return *this;
  }

  /// pairs: [[offset, message], ...]
  KafkaScript& poll(int process, const Json& pairs, const std::string& key = "k") {
    return poll_all(process, {{key, pairs}});
  }

  KafkaScript& poll_all(int process, const Json& messages) {
    script_.invoke(process, "poll", Json::array({Json::array({"poll"})}));
    script_.ok(process, polled(messages));
    return *this;
  }

  KafkaScript& assign(int process, const Json& keys) {
    script_.invoke(process, "assign", keys).ok(process);
    return *this;
  }

  static Json sends(const std::vector<std::pair<std::string, Json>>& list) {
    Json value = Json::array();
    for (const auto& [key, message] : list) value.push_back(Json::array({"send", key, message}));
    return value;
  }

  static Json polled(const Json& messages) {
    return Json::array({Json::array({"poll", messages})});
  }

  Script& script() { return script_; }
  Json check() const { return check_kafka(script_.history()); }

 private:
  Script script_;
};

inline Json pairs(std::initializer_list<std::pair<int, int>> list) {
  Json json = Json::array();
  for (const auto& [offset, message] : list) json.push_back(Json::array({offset, message}));
  return json;
}

/// 1, 2, 3 at 0, 1, 2.
inline KafkaScript three_sent() {
  return KafkaScript().send(0, 0, 1).send(0, 1, 2).send(0, 2, 3);
}

inline const Json all_three = pairs({{0, 1}, {1, 2}, {2, 3}});

/// Exactly these error types, with these counts where they have one.
inline void check_errors(const Json& result, const std::map<std::string, int>& expected) {
  std::vector<std::string> types;
  bool bad = false;
  for (const auto& [type, count] : expected) {
    types.push_back(type);
    bad = bad || type != "int-send-skip";
    if (type != "unseen") CHECK(result["counts"][type] == count);
  }
  CHECK(result["error-types"] == Json(types));
  CHECK(result["valid"] == !bad);
  CHECK(result.contains("explanations") == !expected.empty());
}

}  // namespace eddy
