#include <algorithm>
#include <set>
#include <stdexcept>

#include "tests/catch.hpp"
#include "tests/eddy/workloads/broadcast/topology.hpp"

namespace {

using eddy::Json;
using eddy::make_topology;

std::vector<std::string> nodes(std::size_t count) {
  std::vector<std::string> names;
  for (std::size_t i = 0; i < count; ++i) names.push_back("n" + std::to_string(i));
  return names;
}

bool contains(const Json& list, const Json& value) {
  return std::find(list.begin(), list.end(), value) != list.end();
}

std::size_t reachable_from_first(const Json& topology) {
  std::set<std::string> seen = {"n0"};
  std::vector<std::string> open = {"n0"};
  while (!open.empty()) {
    const std::string node = open.back();
    open.pop_back();
    for (const auto& neighbour : topology.at(node).get<std::vector<std::string>>())
      if (seen.insert(neighbour).second) open.push_back(neighbour);
  }
  return seen.size();
}

std::size_t largest_degree(const Json& topology) {
  std::size_t largest = 0;
  for (const auto& [node, neighbours] : topology.items())
    largest = std::max(largest, neighbours.size());
  return largest;
}

std::size_t directed_edges(const Json& topology) {
  std::size_t edges = 0;
  for (const auto& [node, neighbours] : topology.items()) edges += neighbours.size();
  return edges;
}

}  // namespace

TEST_CASE("every topology names all nodes, is symmetric and connected") {
  for (const std::string shape : {"line", "grid", "tree", "tree2", "tree3", "tree4", "total"}) {
    for (const std::size_t count : {2U, 3U, 5U, 7U, 9U, 12U, 25U, 26U}) {
      CAPTURE(shape, count);
      const Json topology = make_topology(shape, nodes(count));
      CHECK(topology.size() == count);
      for (const auto& [node, neighbours] : topology.items()) {
        CHECK(!contains(neighbours, node));
        for (const auto& neighbour : neighbours)
          CHECK(contains(topology.at(neighbour.as_string()), node));
      }
      CHECK(reachable_from_first(topology) == count);
    }
  }
}

TEST_CASE("degrees are those of the shape") {
  CHECK(largest_degree(make_topology("line", nodes(25))) == 2);
  CHECK(largest_degree(make_topology("grid", nodes(25))) == 4);
  CHECK(largest_degree(make_topology("tree", nodes(25))) == 3);
  CHECK(largest_degree(make_topology("tree2", nodes(25))) == 3);
  CHECK(largest_degree(make_topology("tree3", nodes(25))) == 4);
  CHECK(largest_degree(make_topology("tree4", nodes(25))) == 5);
  CHECK(largest_degree(make_topology("total", nodes(25))) == 24);
}

TEST_CASE("trees and lines have no cycle, a full grid has all its edges") {
  for (const std::string shape : {"line", "tree", "tree3", "tree4"})
    CHECK(directed_edges(make_topology(shape, nodes(25))) == 2 * 24);
  CHECK(directed_edges(make_topology("grid", nodes(25))) == 2 * (2 * 5 * 4));
  CHECK(directed_edges(make_topology("total", nodes(25))) == 25 * 24);
}

TEST_CASE("neighbours come in Maelstrom's order") {
  CHECK(make_topology("line", nodes(3))["n1"] == Json({"n0", "n2"}));
  CHECK(make_topology("grid", nodes(9))["n4"] == Json({"n7", "n1", "n5", "n3"}));
  CHECK(make_topology("grid", nodes(5)) == Json({{"n0", {"n3", "n1"}},
                                                 {"n1", {"n4", "n2", "n0"}},
                                                 {"n2", Json::array({"n1"})},
                                                 {"n3", {"n0", "n4"}},
                                                 {"n4", {"n1", "n3"}}}));
  CHECK(make_topology("tree", nodes(7))["n1"] == Json({"n0", "n3", "n4"}));
  CHECK(make_topology("tree3", nodes(7))["n1"] == Json({"n0", "n4", "n5", "n6"}));
  CHECK(make_topology("tree4", nodes(7))["n1"] == Json({"n0", "n5", "n6"}));
}

TEST_CASE("one node has no neighbours, and a line does not even name it") {
  for (const std::string shape : {"grid", "tree", "tree3", "tree4", "total"})
    CHECK(make_topology(shape, nodes(1)) == Json({{"n0", Json::array()}}));
  CHECK(make_topology("line", nodes(1)) == Json::object());
}

TEST_CASE("an unknown topology is refused") {
  CHECK_THROWS_AS(make_topology("ring", nodes(3)), std::invalid_argument);
}
