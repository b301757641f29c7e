#include <algorithm>
#include <set>
#include <string>
#include <vector>

#include "glomers/random.hpp"
#include "tests/catch.hpp"
#include "tests/eddy/judge/txn/txn_cycles.hpp"
#include "tests/eddy/judge/txn/txn_short_cycle.hpp"
#include "tests/eddy/workloads/txn_rw_register/txn_script.hpp"

using namespace eddy;

namespace {

using Matrix = std::vector<std::vector<bool>>;

const std::vector<Order> orders = {Order::process, Order::realtime};

std::vector<Level> all_levels() {
  std::vector<Level> levels;
  for (const Order order : {Order::none, Order::process, Order::realtime}) {
    for (const Depth depth : {Depth::g0, Depth::g1c, Depth::nonadjacent, Depth::g2}) {
      levels.push_back({depth, order});
    }
  }
  return levels;
}

/// The relations between transactions by their definitions, without helper nodes.
class PlainGraph {
 public:
  PlainGraph(const TxnHistory& history, const VersionOrder& order)
      : history_(history), order_(order) {}

  bool related(int a, int b, Relation relation) const {
    const Txn& from = history_.txns[at(a)];
    const Txn& to = history_.txns[at(b)];
    if (a == b || !from.ok() || !to.ok()) return false;
    switch (relation) {
      case Relation::wr:
        return some_pair(from.writes, to.reads, [](int v, int w) { return v == w; });
      case Relation::ww:
        return some_pair(from.writes, to.writes, [this](int v, int w) { return follows(v, w); });
      case Relation::rw:
        return some_pair(from.reads, to.writes, [this](int v, int w) { return follows(v, w); });
      case Relation::process:
        return from.begin->process == to.begin->process && from.end->index < to.begin->index;
      case Relation::realtime:
        return from.end->index < to.begin->index;
      case Relation::through:
        break;
    }
    return false;
  }

  bool has_cycle(Level level) const {
    Matrix reach = one_step(level);
    const std::size_t n = reach.size();
    for (std::size_t k = 0; k < n; ++k) {
      for (std::size_t i = 0; i < n; ++i) {
        for (std::size_t j = 0; j < n; ++j) {
          if (reach[i][k] && reach[k][j]) reach[i][j] = true;
        }
      }
    }
    for (std::size_t i = 0; i < n; ++i) {
      if (reach[i][i]) return true;
    }
    return false;
  }

 private:
  template <typename Test>
  static bool some_pair(const std::vector<int>& as, const std::vector<int>& bs, Test test) {
    return std::any_of(as.begin(), as.end(), [&](int a) {
      return std::any_of(bs.begin(), bs.end(), [&](int b) { return test(a, b); });
    });
  }

  bool follows(int earlier, int later) const {
    const std::vector<int>& next = order_.next[at(earlier)];
    return std::find(next.begin(), next.end(), later) != next.end();
  }

  Matrix matrix(const std::vector<Relation>& relations) const {
    const std::size_t n = history_.txns.size();
    Matrix result(n, std::vector<bool>(n, false));
    for (std::size_t a = 0; a < n; ++a) {
      for (std::size_t b = 0; b < n; ++b) {
        for (const Relation relation : relations) {
          if (related(static_cast<int>(a), static_cast<int>(b), relation)) result[a][b] = true;
        }
      }
    }
    return result;
  }

  /// What must have no cycle: for snapshot isolation, a dependency other than rw
  /// that an rw one may follow.
  Matrix one_step(Level level) const {
    std::vector<Relation> relations = {Relation::ww};
    if (level.depth >= Depth::g1c) relations.push_back(Relation::wr);
    if (level.depth == Depth::g2) relations.push_back(Relation::rw);
    if (level.order == Order::process) relations.push_back(Relation::process);
    if (level.order == Order::realtime) relations.push_back(Relation::realtime);
    const Matrix base = matrix(relations);
    if (level.depth != Depth::nonadjacent) return base;
    const Matrix rw = matrix({Relation::rw});
    Matrix result = base;
    for (std::size_t a = 0; a < base.size(); ++a) {
      for (std::size_t b = 0; b < base.size(); ++b) {
        for (std::size_t c = 0; c < base.size(); ++c) {
          if (base[a][b] && rw[b][c]) result[a][c] = true;
        }
      }
    }
    return result;
  }

  const TxnHistory& history_;
  const VersionOrder& order_;
};

/// Transactions on few keys that read whatever was written, or is yet to be.
std::string random_script(glomers::Random& random) {
  constexpr int key_count = 3;
  constexpr int process_count = 3;
  std::vector<std::string> open(process_count);
  std::vector<int> written(key_count, 0);
  std::string script;
  const auto end = [&](std::size_t process) {
    script += std::to_string(process) + " ok" + open[process] + "\n";
    open[process].clear();
  };
  for (int i = 0; i < 9; ++i) {
    const std::size_t process = random.below(process_count);
    if (!open[process].empty()) end(process);
    const int length = 1 + static_cast<int>(random.below(4));
    for (int j = 0; j < length; ++j) {
      const std::size_t key = random.below(key_count);
      const bool is_write = random.chance(0.5);
      const int value = is_write ? ++written[key] : static_cast<int>(random.below(6));
      open[process] += std::string(j == 0 ? "" : ",") + (is_write ? " w k" : " r k") +
                       std::to_string(key) + (value == 0 ? "" : " " + std::to_string(value));
    }
    script += std::to_string(process) + " invoke" + open[process] + "\n";
  }
  for (std::size_t process = 0; process < process_count; ++process) {
    if (!open[process].empty()) end(process);
  }
  return script;
}

void require_cycle(const PlainGraph& plain, const CycleFinding& finding) {
  std::set<int> txns;
  const std::vector<Step>& steps = finding.steps;
  REQUIRE(steps.size() >= 2);
  for (std::size_t i = 0; i < steps.size(); ++i) {
    const Step& next = steps[(i + 1) % steps.size()];
    REQUIRE(plain.related(steps[i].from, steps[i].to, steps[i].relation));
    REQUIRE(steps[i].to == next.from);
    REQUIRE(txns.insert(steps[i].from).second);
    REQUIRE(allows(finding.level, {steps[i].from, false}, steps[i].relation));
    if (finding.level.depth == Depth::nonadjacent) {
      REQUIRE_FALSE((steps[i].relation == Relation::rw && next.relation == Relation::rw));
    }
  }
}

/// Searches from every transaction that lies on a cycle. Returns how many do.
int require_cycles_through_all(const TxnGraph& graph, const PlainGraph& plain, Level level) {
  const std::vector<int> component = strong_components(graph.digraph, level);
  const auto component_of = [&](State state) { return component[at(state.id())]; };
  std::vector<int> sizes(component.size(), 0);
  for (int txn = 0; txn < graph.txn_count; ++txn) {
    for (const bool after_rw : {false, true}) {
      ++sizes[at(component_of({txn, after_rw}))];
    }
  }
  ShortCycleSearch search(graph, level, component);
  int count = 0;
  for (int txn = 0; txn < graph.txn_count; ++txn) {
    if (sizes[at(component_of({txn, false}))] < 2) continue;
    require_cycle(plain, {level, search.through(txn)});
    ++count;
  }
  return count;
}

}  // namespace

TEST_CASE("cycles are found exactly where the definitions have them, in random histories") {
  glomers::Random random(1);
  std::vector<int> cyclic_count(all_levels().size(), 0);
  constexpr int history_count = 3000;
  for (int i = 0; i < history_count; ++i) {
    const std::string script = random_script(random);
    CAPTURE(script);
    const History ops = TxnScript::history(script);
    const TxnHistory history = read_txns(ops);
    const VersionOrder order = order_versions(history);
    const TxnGraph graph = build_txn_graph(history, order);
    const std::vector<CycleFinding> findings = find_cycles(graph, orders);
    const PlainGraph plain(history, order);
    for (const CycleFinding& finding : findings) require_cycle(plain, finding);
    for (std::size_t j = 0; j < all_levels().size(); ++j) {
      const Level level = all_levels()[j];
      const bool found =
          std::any_of(findings.begin(), findings.end(),
                      [&](const CycleFinding& finding) { return finding.level.within(level); });
      REQUIRE(found == plain.has_cycle(level));
      REQUIRE((require_cycles_through_all(graph, plain, level) > 0) == found);
      cyclic_count[j] += found ? 1 : 0;
    }
  }
  // Both outcomes occur at every level, so that the comparison means something.
  for (const int count : cyclic_count) {
    CHECK(count > 0);
    CHECK(count < history_count);
  }
}

TEST_CASE("a cycle is named by its steps") {
  using R = Relation;
  const auto name = [](const std::vector<Relation>& relations) {
    std::vector<Step> steps;
    for (const Relation relation : relations) steps.push_back({0, 0, relation});
    return cycle_name(steps);
  };
  CHECK(name({R::ww, R::ww}) == "G0");
  CHECK(name({R::ww, R::wr}) == "G1c");
  CHECK(name({R::ww, R::rw}) == "G-single-item");
  CHECK(name({R::rw, R::rw}) == "G2-item");
  CHECK(name({R::rw, R::wr, R::rw}) == "G2-item");
  CHECK(name({R::rw, R::wr, R::rw, R::ww}) == "G-nonadjacent-item");
  CHECK(name({R::ww, R::process}) == "G0-process");
  CHECK(name({R::wr, R::realtime}) == "G1c-realtime");
  CHECK(name({R::rw, R::process}) == "G-single-item-process");
  CHECK(name({R::rw, R::realtime, R::rw, R::realtime}) == "G-nonadjacent-item-realtime");
  CHECK(name({R::rw, R::rw, R::realtime}) == "G2-item-realtime");
}

TEST_CASE("one short cycle is reported for each component") {
  const auto count = [](const std::string& script) {
    const History ops = TxnScript::history(script);
    const TxnHistory history = read_txns(ops);
    const VersionOrder order = order_versions(history);
    return find_cycles(build_txn_graph(history, order), {}).size();
  };
  const std::string fractured = "0 txn w x 1, w y 1\n 1 txn r x, r y 1\n";
  CHECK(count(fractured) == 1);
  CHECK(count(fractured + "2 txn r x, r y 1") == 1);
  CHECK(count(fractured + "0 txn w p 1, w q 1\n 1 txn r p, r q 1\n") == 2);
}
