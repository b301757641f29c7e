#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "glomers/program.hpp"
#include "glomers/replication/logs.hpp"
#include "glomers/replication/replica.hpp"

namespace glomers {

/// The engine with nothing on top: `append{value}` appends, `read` answers
/// `entries` (all values by node, in order of delivery) and `stable` (lengths of
/// stable prefixes by the names of logs), and `peers` answers what the node knows of each of them.
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
    replica_.on("peers", [this, &node](const Message& m) {
      node.reply(m, {{"type", "peers_ok"}, {"peers", peer_lines()}});
    });
    replica_.on("read", [this, &node](const Message& m) {
      node.reply(m, {{"type", "read_ok"}, {"entries", entries_}, {"stable", stable_}});
    });
  }

 private:
  /// A line for each peer: "n1 quiet, has n0:2 n1':1, sent n0:3". A log is named by its node, with
  /// a dash for each incarnation of that node that was known before. What is shown as sent is
  /// beyond what the peer has.
  Json peer_lines() const {
    Json lines = Json::array();
    const Json peers = replica_.describe_peers();
    for (const Json& peer : peers) {
      std::string has;
      std::string sent;
      std::map<NodeIndex, std::string> dashes;
      for (const LogId log : replica_.logs().all()) {
        const std::string& name = replica_.logs().name(log);
        std::string& dash = dashes[replica_.logs().node(log)];
        const std::string label = ' ' + name.substr(0, name.find('.')) + dash + ':';
        const auto length = peer.at("has")[log.value()].get<std::uint64_t>();
        const auto next = peer.at("sent")[log.value()].get<std::uint64_t>();
        if (length > 0) has += label + std::to_string(length);
        if (next > length) sent += label + std::to_string(next);
        dash += '\'';
      }
      std::string line = peer.at("id").as_string() + ' ' + peer.at("condition").as_string();
      line += has.empty() ? "" : ", has" + has;
      line += sent.empty() ? "" : ", sent" + sent;
      lines.push_back(line);
    }
    return lines;
  }

  std::map<std::string, std::vector<Json>> entries_;
  std::map<std::string, std::int64_t> stable_;
  Replica replica_;
};

/// The code of an error's body.
inline std::optional<ErrorCode> error_code(const Json& body) {
  if (body.is_null() || body.at("type") != "error") return std::nullopt;
  return ErrorCode(body.at("code").get<int>());
}

inline AppFactory log_program(Replica::Options options) {
  return [options](Node& node) { return std::make_shared<LogApp>(node, options); };
}

}  // namespace glomers
