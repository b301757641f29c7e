#include <set>

#include "broadcast/broadcast.hpp"
#include "glomers/testing/test_cluster.hpp"
#include "tests/fuzz/choices.hpp"
#include "tests/fuzz/targets.hpp"

namespace glomers {
namespace {

constexpr std::size_t node_count = 3;

/// Lost, once or twice, now or later.
std::vector<Time> way_of(Choices& choices) {
  std::vector<Time> arrivals;
  const std::size_t way = choices.below(8);
  if (way == 1 && !choices.empty()) return arrivals;
  for (int copies = way == 2 ? 2 : 1; copies > 0; --copies)
    arrivals.push_back(1ms + 8ms * choices.byte());
  return arrivals;
}

std::string any_node(Choices& choices) {
  return "n" + std::to_string(choices.below(node_count));
}

std::set<Json> values_at(TestCluster& cluster, const std::string& node) {
  const Json read = cluster.client_request(node, {{"type", "read"}});
  return read.at("messages").get<std::set<Json>>();
}

}  // namespace

void fuzz_engine(std::string_view bytes) {
  static const AppFactory broadcast = parse_program(broadcast::program(), {});
  Choices choices(bytes);
  TestCluster cluster(node_count, broadcast);
  cluster.set_link([&](const Message&, Random&) { return way_of(choices); });
  std::vector<std::pair<std::int64_t, int>> asked;
  for (int value = 0; !choices.empty() && value < 60; ++value) {
    const std::string node = any_node(choices);
    asked.emplace_back(cluster.ask(node, {{"type", "broadcast"}, {"message", value}}), value);
    cluster.run_for(4ms * choices.byte());
    if (const std::string other = any_node(choices); choices.below(4) == 0 && other != node)
      cluster.cut(node, other);
    if (choices.below(4) == 0) cluster.heal();
  }
  cluster.heal();
  cluster.set_link([](const Message&, Random&) { return std::vector<Time>{1ms}; });
  cluster.run_for(60s);
  const std::set<Json> values = values_at(cluster, "n0");
  for (const auto& [id, value] : asked)
    promise(cluster.reply_to(id).is_null() || values.count(value) == 1,
            "what was acknowledged is there");
  for (const std::string& node : cluster.ids())
    promise(values_at(cluster, node) == values, "all nodes agree in the end");
  const auto sent = cluster.message_count();
  cluster.run_for(60s);
  promise(cluster.message_count() == sent, "when all hold everything, nothing is sent");
}

}  // namespace glomers
