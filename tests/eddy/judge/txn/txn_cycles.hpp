#pragma once

#include <string>
#include <vector>

#include "tests/eddy/judge/txn/txn_graph.hpp"

namespace eddy {

/// One step of a cycle: transaction `from` precedes `to`. Never Relation::through.
struct Step {
  int from = 0;
  int to = 0;
  Relation relation = Relation::wr;
};

/// A cycle of transactions, each of them in it once, and the gravest level at
/// which its component has one.
struct CycleFinding {
  Level level;
  std::vector<Step> steps;
};

/// Looks for cycles level by level, from the gravest to the mildest: without an
/// order of operations, and with each of the given orders. Returns one short cycle
/// for each strongly connected component, unless a cycle found at a level within
/// this one lies in that component. So a level has a cycle if and only if some
/// finding's level is within it.
std::vector<CycleFinding> find_cycles(const TxnGraph& graph, const std::vector<Order>& orders);

/// Adds the cycles of one step: transactions that read what they themselves wrote
/// later. As in Elle, such a one counts only among two or more transactions that precede
/// one another by edges of whatever kind; its level is Depth::g1c then. One a component,
/// and none where the component has a cycle within that level already.
void add_self_reads(const TxnGraph& graph, const std::vector<Order>& orders,
                    std::vector<CycleFinding>& findings);

/// The anomaly that the cycle is, by its steps: G0, G1c, G-single-item,
/// G-nonadjacent-item or G2-item (Adya; Elle), with -process or -realtime where it
/// needs such a step.
std::string cycle_name(const std::vector<Step>& steps);

}  // namespace eddy
