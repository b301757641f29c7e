#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <map>
#include <memory>

#include "glomers/program.hpp"
#include "glomers/services.hpp"

namespace eddy {
namespace {

using glomers::ErrorCode;
using glomers::Json;
using glomers::Message;
using glomers::Node;
using glomers::Outcome;
using glomers::RpcError;
using glomers::RpcResult;
using std::chrono_literals::operator""ms;
using std::chrono_literals::operator""s;

/// Solves every workload in the plainest way, as long as it is the only node, but
/// for one bug of choice (--bug). For tests of the bench: without the bug a test
/// must pass, with it the bench must find it.
class BrokenNode {
 public:
  BrokenNode(Node& node, std::string bug) : node_(node), bug_(std::move(bug)) {
    const auto on = [&](const char* type, void (BrokenNode::*handler)(const Message&)) {
      node_.on(type, [this, handler](const Message& request) {
        ++requests_;
        if (has("unknown-destination")) node_.send("n99", {{"type", "hello"}});
        (this->*handler)(request);
      });
    };
    on("echo", &BrokenNode::echo);
    on("generate", &BrokenNode::generate);
    on("topology", &BrokenNode::topology);
    on("broadcast", &BrokenNode::broadcast);
    on("add", &BrokenNode::add);
    on("read", &BrokenNode::read);
    on("write", &BrokenNode::write_key);
    on("cas", &BrokenNode::cas);
    on("send", &BrokenNode::send);
    on("poll", &BrokenNode::poll);
    on("commit_offsets", &BrokenNode::commit_offsets);
    on("list_committed_offsets", &BrokenNode::list_committed_offsets);
    on("txn", &BrokenNode::txn);
    node_.on_init([this] {
      if (has("chatter")) node_.every(100ms, [this] { node_.send(node_.id(), {{"type", "hm"}}); });
    });
    node_.on("hm", [](const Message&) {});
  }

 private:
  bool has(const char* bug) const { return bug_ == bug; }
  /// For bugs that show now and then.
  bool now_and_then() const { return requests_ % 5 == 0; }

  void echo(const Message& request) {
    Json body = {{"type", "echo_ok"}, {"echo", request.body.at("echo")}};
    if (has("wrong-echo") && now_and_then()) body["echo"] = "something else";
    if (has("extra-field")) body["extra"] = 1;
    if (has("late-answer") && requests_ == 20) return answer_late(request, body);
    node_.reply(request, body);
  }

  /// Past the library, which would not let it go out.
  void answer_late(const Message& request, Json body) {
    body["in_reply_to"] = request.body.at("msg_id");
    node_.after(5100ms, [this, to = request.src, body] { node_.send(to, body); });
  }

  void generate(const Message& request) {
    last_id_ += has("reused-id") && now_and_then() ? 0 : 1;
    node_.reply(request, {{"type", "generate_ok"}, {"id", last_id_}});
  }

  void topology(const Message& request) {
    is_broadcast_ = true;
    node_.reply(request, {{"type", "topology_ok"}});
  }

  void broadcast(const Message& request) {
    const Json& value = request.body.at("message");
    if (has("slow-value"))
      node_.after(3s, [this, value] { values_.push_back(value); });
    else if (!has("dropped-value") || !now_and_then())
      values_.push_back(value);
    if (has("garbage-read") && now_and_then()) values_.push_back("nobody's");
    node_.reply(request, {{"type", "broadcast_ok"}});
  }

  /// To a set or a counter. The counter has one key for all, read and written with nothing
  /// between: updates get lost.
  void add(const Message& request) {
    if (const Json element = request.body.json().value("element", Json()); !element.is_null())
      return add_element(request, element);
    const auto delta = request.body.at("delta").get<std::int64_t>();
    if (!has("lost-update")) {
      total_ += delta;
      return node_.reply(request, {{"type", "add_ok"}});
    }
    glomers::lin_kv(node_).read_or<std::int64_t>(
        "total", 0, [this, request, delta](const Outcome<std::int64_t>& total) {
          glomers::lin_kv(node_).write<std::int64_t>("total", total.value.value_or(0) + delta,
                                                     [this, request](const RpcResult&) {
                                                       node_.reply(request, {{"type", "add_ok"}});
                                                     });
        });
  }

  void add_element(const Message& request, const Json& element) {
    is_set_ = true;
    if (!has("dropped-value") || !now_and_then()) values_.push_back(element);
    node_.reply(request, {{"type", "add_ok"}});
  }

  /// Serves all that have reads: their replies differ in the field.
  void read(const Message& request) {
    if (request.body.contains("key")) return read_key(request);
    if (is_set_) return node_.reply(request, {{"type", "read_ok"}, {"value", values_}});
    if (is_broadcast_) return node_.reply(request, {{"type", "read_ok"}, {"messages", values_}});
    if (!has("lost-update")) return node_.reply(request, {{"type", "read_ok"}, {"value", total_}});
    glomers::lin_kv(node_).read_or<std::int64_t>(
        "total", 0, [this, request](const Outcome<std::int64_t>& total) {
          node_.reply(request, {{"type", "read_ok"}, {"value", total.value.value_or(0)}});
        });
  }

  void read_key(const Message& request) {
    const Json& key = request.body.at("key");
    if (registers_.count(key) == 0) throw RpcError(ErrorCode::key_does_not_exist, "no such key");
    const bool is_stale = has("stale-value") && now_and_then();
    node_.reply(request,
                {{"type", "read_ok"}, {"value", is_stale ? former_[key] : registers_[key]}});
  }

  void write_key(const Message& request) {
    put(request.body.at("key"), request.body.at("value"));
    node_.reply(request, {{"type", "write_ok"}});
  }

  void cas(const Message& request) {
    const Json& key = request.body.at("key");
    if (registers_.count(key) == 0) throw RpcError(ErrorCode::key_does_not_exist, "no such key");
    const bool is_blind = has("blind-cas") && now_and_then();
    if (!is_blind && registers_[key] != request.body.at("from"))
      throw RpcError(ErrorCode::precondition_failed, "another value is there");
    put(key, request.body.at("to"));
    node_.reply(request, {{"type", "cas_ok"}});
  }

  void put(const Json& key, const Json& value) {
    former_[key] = registers_[key];
    registers_[key] = value;
  }

  void send(const Message& request) {
    auto& log = logs_[request.body.at("key").get<std::string>()];
    std::int64_t offset = log.empty() ? 0 : log.rbegin()->first + 1;
    if (has("reused-offset") && now_and_then() && offset > 0) --offset;
    if (!has("lost-write") || !now_and_then()) log[offset] = request.body.at("msg");
    node_.reply(request, {{"type", "send_ok"}, {"offset", offset}});
  }

  void poll(const Message& request) {
    Json messages = Json::object();
    for (const auto& [key, from] : request.body.at("offsets").items()) {
      const auto& log = logs_[key];
      for (auto it = log.lower_bound(from.get<std::int64_t>()); it != log.end(); ++it)
        if (!has("skipped-offset") || it->first % 5 != 3)
          messages[key].push_back({it->first, it->second});
    }
    node_.reply(request, {{"type", "poll_ok"}, {"msgs", messages}});
  }

  void commit_offsets(const Message& request) {
    if (!has("forgotten-commit")) committed_.update(request.body.at("offsets"));
    node_.reply(request, {{"type", "commit_offsets_ok"}});
  }

  void list_committed_offsets(const Message& request) {
    Json offsets = Json::object();
    for (const auto& key : request.body.at("keys")) {
      const auto committed = committed_.find(key.get<std::string>());
      if (committed) offsets[key.get<std::string>()] = *committed;
    }
    node_.reply(request, {{"type", "list_committed_offsets_ok"}, {"offsets", offsets}});
  }

  void txn(const Message& request) {
    Json operations = request.body.at("txn");
    const bool refused = has("dirty-read") && now_and_then();
    for (Json& operation : operations) {
      const Json& key = operation[1];
      if (operation[0] == "w")
        write(key, operation[2]);
      else if (operation[0] == "append")
        append(key, operation[2]);
      else
        operation[2] = registers_.count(key) ? registers_[key] : Json();
    }
    if (refused)
      throw RpcError(ErrorCode::txn_conflict, "refused, though the writes have happened");
    node_.reply(request, {{"type", "txn_ok"}, {"txn", operations}});
  }

  void append(const Json& key, const Json& element) {
    if (!has("lost-append") || !now_and_then()) registers_[key].push_back(element);
  }

  /// With the bug, one register lags: a reader sees half of a transaction.
  void write(const Json& key, const Json& value) {
    if (!has("fractured-read") || key.get<int>() % 2 == 0)
      registers_[key] = value;
    else
      node_.after(300ms, [this, key, value] { registers_[key] = value; });
  }

  Node& node_;
  std::string bug_;
  int requests_ = 0;
  std::int64_t last_id_ = 0;
  bool is_broadcast_ = false;
  bool is_set_ = false;
  Json values_ = Json::array();
  std::int64_t total_ = 0;
  std::map<std::string, std::map<std::int64_t, Json>> logs_;
  Json committed_ = Json::object();
  std::map<Json, Json> registers_;
  std::map<Json, Json> former_;  ///< what the registers held before
};

/// Bugs of a process rather than of a node; with echo only.
void misbehave(Node& node, const std::string& bug) {
  if (bug == "refused-init")
    node.on_init([] { throw RpcError(ErrorCode::abort, "this node does not feel like it"); });
  if (bug == "exit")
    node.on("echo", [&node](const Message&) {
      node.log("this node has had enough");
      std::exit(3);
    });
  if (bug == "broken-invariant")
    node.on("echo", [](const Message&) { glomers::ensure(false, "this node has no bug"); });
  if (bug == "garbage")
    node.on("echo", [](const Message&) {
      std::fputs("this is no JSON\n", stdout);
      std::fflush(stdout);
    });
}

/// What --bug may say.
const std::vector<std::string>& bug_names() {
  static const std::vector<std::string> names = {"none",
                                                 "wrong-echo",
                                                 "extra-field",
                                                 "reused-id",
                                                 "dropped-value",
                                                 "slow-value",
                                                 "garbage-read",
                                                 "lost-update",
                                                 "reused-offset",
                                                 "skipped-offset",
                                                 "lost-write",
                                                 "forgotten-commit",
                                                 "dirty-read",
                                                 "fractured-read",
                                                 "stale-value",
                                                 "blind-cas",
                                                 "lost-append",
                                                 "chatter",
                                                 "exit",
                                                 "garbage",
                                                 "late-answer",
                                                 "refused-init",
                                                 "unknown-destination",
                                                 "broken-invariant"};
  return names;
}

glomers::Program broken_node_program() {
  return {"broken_node", "A node with a bug, to test the bench with.",
          [](glomers::Options& options) -> glomers::AppFactory {
            const auto bug = options.choice("--bug", bug_names(), "what is wrong with it");
            return [bug](Node& node) -> std::shared_ptr<void> {
              auto application = std::make_shared<BrokenNode>(node, *bug);
              misbehave(node, *bug);
              return application;
            };
          }};
}

}  // namespace
}  // namespace eddy

glomers::Program glomers::node_program() {
  return eddy::broken_node_program();
}
