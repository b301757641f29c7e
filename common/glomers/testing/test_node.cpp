#include "glomers/testing/test_node.hpp"

#include <algorithm>

namespace glomers {
namespace {

/// The node's wall clock at time 0 of its test: the first instant of 2024.
constexpr Time wall_clock_offset = 1704067200s;

}  // namespace

TestNode::TestNode(const AppFactory& make_app, std::uint64_t seed)
    : node_({seed, wall_clock_offset,
             [this](const std::string& line) { log_lines_.push_back(line); }, true}) {
  node_.keep(make_app(node_));
}

TestNode::TestNode(const Program& program, const std::vector<std::string>& arguments,
                   std::uint64_t seed)
    : TestNode(parse_program(program, arguments), seed) {}

Json TestNode::init(const std::string& id, const std::vector<std::string>& ids) {
  id_ = id;
  return request({{"type", "init"}, {"node_id", id}, {"node_ids", ids}}, "c0");
}

std::int64_t TestNode::ask(Json body, const std::string& client) {
  body["msg_id"] = ++last_msg_id_;
  deliver(client, std::move(body));
  return last_msg_id_;
}

Json TestNode::reply_to(std::int64_t msg_id) const {
  for (const Message& message : sent_) {
    if (message.body.value("in_reply_to", std::int64_t{0}) != msg_id) continue;
    Json body = message.body;
    body.erase("in_reply_to");
    return body;
  }
  return nullptr;
}

Json TestNode::request(Json body, const std::string& client) {
  return reply_to(ask(std::move(body), client));
}

void TestNode::deliver(const std::string& src, Json body) {
  node_.deliver({src, id_, std::move(body), {}}, now_);
  collect();
}

void TestNode::answer(const Message& request, Json body) {
  body["in_reply_to"] = request.body.at("msg_id");
  deliver(request.dest, std::move(body));
}

void TestNode::advance(Time span) {
  collect();
  const Time end = now_ + span;
  for (auto due = node_.next_due(); due && *due <= end; due = node_.next_due()) {
    now_ = std::max(now_, *due);
    node_.advance(now_);
    collect();
  }
  now_ = end;
  node_.advance(now_);
}

std::vector<Message> TestNode::sent_to(const std::string& dest) {
  collect();
  const auto rest = std::stable_partition(sent_.begin(), sent_.end(),
                                          [&](const Message& m) { return m.dest != dest; });
  std::vector<Message> taken(std::make_move_iterator(rest), std::make_move_iterator(sent_.end()));
  sent_.erase(rest, sent_.end());
  return taken;
}

void TestNode::collect() {
  for (Message& sent : node_.take_output()) {
    Message message = complete(std::move(sent));
    if (services_ && FakeServices::is_service(message.dest))
      answer(message, services_->answer(message));
    else
      sent_.push_back(std::move(message));
  }
}

}  // namespace glomers
