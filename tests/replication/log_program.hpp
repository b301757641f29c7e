#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "glomers/program.hpp"
#include "glomers/replication/logs.hpp"
#include "glomers/replication/replica.hpp"

namespace glomers {

/// The engine with nothing on top: `append{value}` appends, `read` answers
/// `entries` (all values by node, in order of delivery) and `stable` (lengths of
/// stable prefixes by origin name).
class LogApp {
 public:
  LogApp(Node& node, Replica::Options options)
      : replica_(node, options, [this, &node](const Replica::Entry& entry) {
          entries_[node.ids()[entry.node.value()]].push_back(entry.value);
        }) {
    replica_.on_stable([this](LogId log, std::uint64_t length) {
      stable_[replica_.logs().name(log)] = static_cast<std::int64_t>(length);
    });
    replica_.on("append", [this, &node](const Message& m) {
      replica_.append(m.body.at("value"), [&node, m](std::uint64_t) {
        node.reply(m, {{"type", "append_ok"}});
      });
    });
    replica_.on("read", [this, &node](const Message& m) {
      node.reply(m, {{"type", "read_ok"}, {"entries", entries_}, {"stable", stable_}});
    });
  }

 private:
  std::map<std::string, std::vector<Json>> entries_;
  std::map<std::string, std::int64_t> stable_;
  Replica replica_;
};

inline AppFactory log_program(Replica::Options options) {
  return [options](Node& node) { return std::make_shared<LogApp>(node, options); };
}

}  // namespace glomers
