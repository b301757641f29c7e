// The first idea: each node keeps all logs, gives the next offset, and tells the others.

#include <map>

#include "glomers/program.hpp"

using namespace glomers;

struct NaiveLog {
  explicit NaiveLog(Node& node) {
    node.on("send", [&, this](const Message& request) {
      const auto key = request.body.at("key").get<std::string>();
      const auto offset = static_cast<std::int64_t>(logs[key].size());
      logs[key].push_back(request.body.at("msg"));
      for (const std::string& other : node.ids())
        if (other != node.id())
          node.send(other, {{"type", "news"}, {"key", key}, {"msg", request.body.at("msg")}});
      node.reply(request, {{"type", "send_ok"}, {"offset", offset}});
    });
    node.on("news", [this](const Message& news) {
      logs[news.body.at("key").get<std::string>()].push_back(news.body.at("msg"));
    });
    node.on("poll", [&, this](const Message& request) {
      Json messages = Json::object();
      for (const auto& [key, first] : request.body.at("offsets").items())
        for (auto offset = first.get<std::size_t>(); offset < logs[key].size(); ++offset)
          messages[key].push_back({offset, logs[key][offset]});
      node.reply(request, {{"type", "poll_ok"}, {"msgs", messages}});
    });
    node.on("commit_offsets", [&, this](const Message& request) {
      committed.update(request.body.at("offsets"));
      node.reply(request, {{"type", "commit_offsets_ok"}});
    });
    node.on("list_committed_offsets", [&, this](const Message& request) {
      Json offsets = Json::object();
      for (const Json& key : request.body.at("keys"))
        if (const Json* offset = committed.find(key.as_string()))
          offsets[key.as_string()] = *offset;
      node.reply(request, {{"type", "list_committed_offsets_ok"}, {"offsets", offsets}});
    });
  }

  std::map<std::string, std::vector<Json>> logs;
  Json committed = Json::object();
};

Program glomers::node_program() {
  return {"naive", "Each node gives the next offset.", [](Options&) -> AppFactory {
            return [](Node& node) { return std::make_shared<NaiveLog>(node); };
          }};
}
