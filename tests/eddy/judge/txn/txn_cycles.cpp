#include "tests/eddy/judge/txn/txn_cycles.hpp"

#include <algorithm>
#include <cstddef>
#include <map>
#include <span>

#include "tests/eddy/judge/txn/txn_short_cycle.hpp"

namespace eddy {
namespace {

constexpr Depth depths[] = {Depth::g0, Depth::g1c, Depth::nonadjacent, Depth::g2};

/// Starting points tried in one component to find a short cycle.
constexpr std::size_t start_limit = 16;

/// The components that hold several states of transactions, as the transactions
/// that were not reached by an rw edge: every cycle has one.
std::vector<std::vector<int>> cyclic_groups(const TxnGraph& graph,
                                            const std::vector<int>& component) {
  std::vector<int> sizes(component.size(), 0);
  // A span, as GCC 14 sees another's memory freed in a loop over the vector's indices.
  const auto states_of_txns = std::span(component).first(at(State{graph.txn_count, false}.id()));
  for (const int number : states_of_txns) ++sizes[at(number)];
  std::map<int, std::size_t> group_by_component;
  std::vector<std::vector<int>> groups;
  for (int txn = 0; txn < graph.txn_count; ++txn) {
    const int number = component[at(State{txn, false}.id())];
    if (sizes[at(number)] < 2) continue;
    const auto [group, is_new] = group_by_component.try_emplace(number, groups.size());
    if (is_new) groups.emplace_back();
    groups[group->second].push_back(txn);
  }
  return groups;
}

std::vector<Step> short_cycle(ShortCycleSearch& search, const std::vector<int>& group) {
  std::vector<Step> best;
  const std::size_t stride = std::max<std::size_t>(1, group.size() / start_limit);
  for (std::size_t i = 0; i < group.size(); i += stride) {
    std::vector<Step> cycle = search.through(group[i]);
    if (best.empty() || cycle.size() < best.size()) best = std::move(cycle);
    if (best.size() == 2) break;
  }
  return best;
}

/// Marks the components through which a known cycle of a level within this one runs.
std::vector<bool> known_components(const std::vector<CycleFinding>& findings, Level level,
                                   const std::vector<int>& component) {
  std::vector<bool> known(component.size(), false);
  for (const CycleFinding& finding : findings) {
    const State state{finding.steps.front().from, false};
    if (finding.level.within(level)) known[at(component[at(state.id())])] = true;
  }
  return known;
}

void find_at_level(const TxnGraph& graph, Level level, std::vector<CycleFinding>& findings) {
  const std::vector<int> component = strong_components(graph.digraph, level);
  const std::vector<bool> known = known_components(findings, level, component);
  ShortCycleSearch search(graph, level, component);
  for (const std::vector<int>& group : cyclic_groups(graph, component)) {
    if (known[at(component[at(State{group.front(), false}.id())])]) continue;
    findings.push_back({level, short_cycle(search, group)});
  }
}

void add_self_reads_at(const TxnGraph& graph, Order order, std::vector<CycleFinding>& findings) {
  const Level level = {Depth::g1c, order};
  const std::vector<int> component = strong_components(graph.digraph, {Depth::g2, order});
  const auto component_of = [&](int txn) { return at(component[at(State{txn, false}.id())]); };
  std::vector<int> sizes(component.size(), 0);
  for (int txn = 0; txn < graph.txn_count; ++txn) ++sizes[component_of(txn)];
  std::vector<bool> known = known_components(findings, level, component);
  for (const int txn : graph.self_readers) {
    if (sizes[component_of(txn)] < 2 || known[component_of(txn)]) continue;
    known[component_of(txn)] = true;
    findings.push_back({level, {{txn, txn, Relation::wr}}});
  }
}

const char* data_name(const std::vector<Step>& steps) {
  const auto is_rw = [](const Step& step) { return step.relation == Relation::rw; };
  const auto rw_count = std::count_if(steps.begin(), steps.end(), is_rw);
  if (rw_count == 1) return "G-single-item";
  if (rw_count > 1) {
    bool adjacent = is_rw(steps.back()) && is_rw(steps.front());
    for (std::size_t i = 1; i < steps.size(); ++i) {
      adjacent = adjacent || (is_rw(steps[i - 1]) && is_rw(steps[i]));
    }
    return adjacent ? "G2-item" : "G-nonadjacent-item";
  }
  const bool has_wr = std::any_of(steps.begin(), steps.end(),
                                  [](const Step& step) { return step.relation == Relation::wr; });
  return has_wr ? "G1c" : "G0";
}

}  // namespace

std::vector<CycleFinding> find_cycles(const TxnGraph& graph, const std::vector<Order>& orders) {
  std::vector<CycleFinding> findings;
  for (const Depth depth : depths) find_at_level(graph, {depth, Order::none}, findings);
  for (const Order order : orders) {
    for (const Depth depth : depths) find_at_level(graph, {depth, order}, findings);
  }
  return findings;
}

void add_self_reads(const TxnGraph& graph, const std::vector<Order>& orders,
                    std::vector<CycleFinding>& findings) {
  if (graph.self_readers.empty()) return;
  add_self_reads_at(graph, Order::none, findings);
  for (const Order order : orders) add_self_reads_at(graph, order, findings);
}

std::string cycle_name(const std::vector<Step>& steps) {
  const auto has = [&](Relation relation) {
    return std::any_of(steps.begin(), steps.end(),
                       [&](const Step& step) { return step.relation == relation; });
  };
  const std::string name = data_name(steps);
  if (has(Relation::realtime)) return name + "-realtime";
  if (has(Relation::process)) return name + "-process";
  return name;
}

}  // namespace eddy
