#include "glomers/testing/test_cluster.hpp"

#include <algorithm>
#include <stdexcept>

namespace glomers {
namespace {

constexpr const char* client_id = "c1";

}  // namespace

TestCluster::TestCluster(std::size_t node_count, AppFactory make_app, std::uint64_t seed)
    : make_app_(std::move(make_app)),
      random_(seed),
      link_([](const Message&, Random&) { return std::vector<Time>{1ms}; }) {
  for (std::size_t i = 0; i < node_count; ++i) ids_.push_back("n" + std::to_string(i));
  for (const auto& id : ids_) start(id);
  for (const auto& id : ids_) initialize(id);
}

TestCluster::TestCluster(std::size_t node_count, const Program& program,
                         const std::vector<std::string>& arguments, std::uint64_t seed)
    : TestCluster(node_count, parse_program(program, arguments), seed) {}

void TestCluster::start(const std::string& id) {
  std::unique_ptr<Node>& node = nodes_[id];
  node = std::make_unique<Node>(Node::Options{random_.next(), 0s, nullptr, true, &witness_});
  node->keep(make_app_(*node));
  node->advance(now_);
}

void TestCluster::initialize(const std::string& id) {
  const Json reply = client_request(id, {{"type", "init"}, {"node_id", id}, {"node_ids", ids_}});
  if (reply.is_null() || reply.at("type") != "init_ok")
    throw std::logic_error(id + " answered init with " + reply.dump());
}

void TestCluster::restart(const std::string& id) {
  node(id);  // throws if there is no such node
  start(id);
  initialize(id);
}

void TestCluster::restart_all() {
  for (const auto& id : ids_) restart(id);
}

std::int64_t TestCluster::ask(const std::string& node, Json body) {
  const std::int64_t id = ++last_ask_;
  body["msg_id"] = id;
  deliver(node, {client_id, node, std::move(body), {}});
  return id;
}

Json TestCluster::reply_to(std::int64_t id) const {
  const auto it = replies_.find(id);
  return it == replies_.end() ? Json() : it->second;
}

Json TestCluster::client_request(const std::string& node, Json body) {
  const std::int64_t id = ask(node, std::move(body));
  const Time deadline = now_ + 5s;
  while (!replies_.count(id) && step(deadline)) continue;
  return reply_to(id);
}

void TestCluster::run_for(Time span) {
  const Time end = now_ + span;
  while (step(end)) continue;
  now_ = end;
}

bool TestCluster::step(Time end) {
  const std::string* earliest = nullptr;
  Time due = under_way_.empty() ? Time::max() : under_way_.begin()->first.first;
  for (const auto& id : ids_) {
    const auto timer = nodes_.at(id)->next_due();
    if (!timer || *timer >= due) continue;
    due = *timer;
    earliest = &id;
  }
  if (due > end) {
    now_ = end;
    return false;
  }
  now_ = std::max(now_, due);
  if (earliest) {
    node(*earliest).advance(now_);
    collect(*earliest);
  } else {
    arrive(under_way_.extract(under_way_.begin()).mapped());
  }
  return true;
}

void TestCluster::arrive(const Message& message) {
  if (!FakeServices::is_service(message.dest)) return deliver(message.dest, message);
  Json body = services_.answer(message);
  body["in_reply_to"] = message.body.at("msg_id");
  transmit({message.dest, message.src, std::move(body), {}});
}

void TestCluster::deliver(const std::string& id, const Message& message) {
  node(id).deliver(message, now_);
  collect(id);
}

void TestCluster::collect(const std::string& id) {
  for (Message& sent : node(id).take_output()) {
    Message message = complete(std::move(sent));
    if (message.dest != client_id) {
      transmit(std::move(message));
      continue;
    }
    Json body = message.body;
    const auto request = body.at("in_reply_to").get<std::int64_t>();
    body.erase("in_reply_to");
    replies_[request] = std::move(body);
  }
}

void TestCluster::transmit(Message message) {
  if (!is_known(message.dest))
    throw std::logic_error(message.src + " sent to the unknown destination " + message.dest);
  ++message_count_;
  if (cuts_.count({message.src, message.dest})) return;
  for (const Time latency : link_(message, random_))
    under_way_.emplace(std::pair(now_ + latency, ++transmitted_), message);
}

void TestCluster::cut(const std::string& a, const std::string& b) {
  cut_one_way(a, b);
  cut_one_way(b, a);
}

void TestCluster::cut_one_way(const std::string& src, const std::string& dest) {
  for (const auto& end : {src, dest})
    if (!is_known(end))
      throw std::invalid_argument("cut: no node and no service '" + end + "'" + known_nodes());
  cuts_.emplace(src, dest);
  std::erase_if(under_way_, [&](const auto& entry) {
    return entry.second.src == src && entry.second.dest == dest;
  });
}

Node& TestCluster::node(const std::string& id) {
  const auto it = nodes_.find(id);
  if (it == nodes_.end()) throw std::invalid_argument("no node '" + id + "'" + known_nodes());
  return *it->second;
}

bool TestCluster::is_known(const std::string& id) const {
  return nodes_.count(id) > 0 || FakeServices::is_service(id);
}

std::string TestCluster::known_nodes() const {
  std::string text = ", but";
  for (const std::string& id : ids_) text += ' ' + id;
  return text;
}

}  // namespace glomers
