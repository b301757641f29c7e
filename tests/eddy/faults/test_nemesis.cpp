#include <map>

#include "tests/catch.hpp"
#include "tests/eddy/faults/nemesis.hpp"
#include "tests/eddy/faults/partition.hpp"

namespace eddy {
namespace {

Nodes nodes(int count) {
  Nodes ids;
  for (int i = 0; i < count; ++i) ids.push_back("n" + std::to_string(i));
  return ids;
}

bool is_symmetric(const Cut& cut) {
  for (const auto& [from, to] : cut)
    if (cut.count({to, from}) == 0) return false;
  return true;
}

/// The nodes that the node hears, itself included.
std::set<std::string> heard_by(const std::string& node, const Nodes& all, const Cut& cut) {
  std::set<std::string> in_reach;
  for (const std::string& other : all)
    if (cut.count({other, node}) == 0) in_reach.insert(other);
  return in_reach;
}

TEST_CASE("one node is isolated from all others") {
  Random random(1);
  std::set<std::string> victims;
  for (int i = 0; i < 50; ++i) {
    const Cut cut = isolate_one(nodes(5), random);
    REQUIRE(is_symmetric(cut));
    REQUIRE(cut.size() == 8);
    for (const std::string& node : nodes(5))
      if (heard_by(node, nodes(5), cut).size() == 1) victims.insert(node);
  }
  CHECK(victims.size() == 5);
}

TEST_CASE("two halves are split, each whole in itself") {
  Random random(1);
  for (const int count : {2, 3, 4, 5, 7, 25}) {
    const Cut cut = split_half(nodes(count), random);
    REQUIRE(is_symmetric(cut));
    const auto smaller = static_cast<std::size_t>(count / 2);
    const auto larger = static_cast<std::size_t>(count) - smaller;
    std::size_t in_larger = 0;
    for (const std::string& node : nodes(count))
      in_larger += heard_by(node, nodes(count), cut).size() == larger;
    CHECK(in_larger >= larger);
    CHECK(cut.size() == 2 * smaller * larger);
  }
}

TEST_CASE("less than a third is split off") {
  Random random(1);
  CHECK(split_minority_third(nodes(3), random).empty());
  CHECK(split_minority_third(nodes(4), random).size() == 2 * 1 * 3);
  CHECK(split_minority_third(nodes(6), random).size() == 2 * 1 * 5);
  CHECK(split_minority_third(nodes(7), random).size() == 2 * 2 * 5);
}

TEST_CASE("in a ring of majorities everybody hears a majority, and no two the same") {
  Random random(1);
  for (const int count : {5, 7, 9, 25})
    for (int i = 0; i < 20; ++i) {
      const Cut cut = ring_of_majorities(nodes(count), random);
      REQUIRE(is_symmetric(cut));
      std::set<std::set<std::string>> views;
      for (const std::string& node : nodes(count)) {
        const auto view = heard_by(node, nodes(count), cut);
        REQUIRE(view.count(node) == 1);
        REQUIRE(view.size() >= static_cast<std::size_t>(count / 2 + 1));
        REQUIRE(view.size() < static_cast<std::size_t>(count));
        views.insert(view);
      }
      if (count == 5) REQUIRE(views.size() == 5);
      CHECK(views.size() > 1);
    }
}

TEST_CASE("in a ring of few nodes everybody hears just a majority, of three in one direction") {
  Random random(1);
  for (const int count : {1, 2, 3, 4}) {
    const Cut cut = ring_of_majorities(nodes(count), random);
    CHECK(is_symmetric(cut) == (count != 3));
    for (const std::string& node : nodes(count))
      CHECK(heard_by(node, nodes(count), cut).size() == static_cast<std::size_t>(count / 2 + 1));
  }
}

TEST_CASE("every shape is drawn") {
  Random random(1);
  std::map<std::string, int> shapes;
  for (int i = 0; i < 400; ++i) ++shapes[draw_partition(nodes(5), random).shape];
  CHECK(shapes.size() == 4);
  for (const auto& [shape, count] : shapes) {
    CAPTURE(shape);
    CHECK(count > 70);
  }
}

TEST_CASE("a one-way partition cuts no link in both directions") {
  Random random(1);
  std::set<std::string> shapes;
  for (int i = 0; i < 100; ++i) {
    const Partition partition = draw_one_way(nodes(5), random);
    shapes.insert(partition.shape);
    REQUIRE(!partition.cut.empty());
    for (const auto& [from, to] : partition.cut) REQUIRE(partition.cut.count({to, from}) == 0);
  }
  CHECK(shapes == std::set<std::string>{"deaf", "link", "unheard"});
}

TEST_CASE("pause and kill strike one node, a minority, a majority or all, whichever they are") {
  Random random(1);
  std::map<std::size_t, int> counts;
  std::map<std::string, int> struck;
  for (int i = 0; i < 400; ++i) {
    const Nodes targets = draw_targets(nodes(5), random);
    REQUIRE(std::set<std::string>(targets.begin(), targets.end()).size() == targets.size());
    ++counts[targets.size()];
    for (const std::string& node : targets) ++struck[node];
  }
  CHECK(counts.size() == 4);
  for (const std::size_t count : {1, 2, 3, 5}) CHECK(counts[count] > 70);
  for (const std::string& node : nodes(5)) CHECK(struck[node] > 150);
  for (int i = 0; i < 20; ++i) CHECK(draw_targets(nodes(1), random).size() <= 1);
}

TEST_CASE("the nemesis flips each fault after gaps up to twice the interval, and ends it") {
  VirtualLoop loop;
  bool on = false;
  std::vector<std::pair<std::string, Time>> record;
  const Fault fault = {"start", "stop",
                       [&](Random&) -> Json {
                         on = true;
                         return 1;
                       },
                       [&] { on = false; }};
  Nemesis nemesis(loop, Random(5), 10s, {fault}, [&](const std::string& f, const Json& value) {
    CHECK(on == (f == "start"));
    CHECK(value == (f == "start" ? Json(1) : Json()));
    record.emplace_back(f, loop.now());
  });
  nemesis.start();
  // This goes on to a moment when the fault is on.
  loop.at(10000s, [&] { loop.stop(); });
  loop.run();
  Time last{0};
  Time longest{0};
  for (std::size_t i = 0; i < record.size(); ++i) {
    CHECK(record[i].first == (i % 2 == 0 ? "start" : "stop"));
    const Time gap = record[i].second - last;
    CHECK(gap <= 20s);
    longest = std::max(longest, gap);
    last = record[i].second;
  }
  CHECK(record[0].second == 0s);
  CHECK(longest > 19s);
  CHECK(record.size() > 900);
  CHECK(record.size() < 1100);
  nemesis.hold();
  const auto count = record.size();
  loop.at(20000s, [&] { loop.stop(); });
  loop.run();
  CHECK(on);
  CHECK(record.size() == count);
  nemesis.stop();
  CHECK(!on);
  CHECK(record.back().first == "stop");
  CHECK(record.size() % 2 == 0);
}

}  // namespace
}  // namespace eddy
