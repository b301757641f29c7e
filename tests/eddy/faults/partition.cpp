#include "tests/eddy/faults/partition.hpp"

#include <algorithm>
#include <cstddef>

namespace eddy {
namespace {

std::size_t majority(std::size_t count) {
  return count / 2 + 1;
}

Nodes shuffled(Nodes nodes, Random& random) {
  random.shuffle(nodes);
  return nodes;
}

void cut_both_ways(Cut& cut, const std::string& a, const std::string& b) {
  cut.insert({a, b});
  cut.insert({b, a});
}

/// Parts the first `size` nodes from the others.
Cut split_at(const Nodes& nodes, std::size_t size) {
  Cut cut;
  for (std::size_t i = 0; i < size; ++i)
    for (std::size_t j = size; j < nodes.size(); ++j) cut_both_ways(cut, nodes[i], nodes[j]);
  return cut;
}

/// For each place, the places that it hears.
using Neighbours = std::vector<std::set<std::size_t>>;

/// Each place hears the majority of places in a row whose middle it is. Of three places, each
/// hears one other, and is heard by the third.
Neighbours ring(std::size_t count) {
  Neighbours heard(count);
  for (std::size_t first = 0; first < count; ++first)
    for (std::size_t i = 0; i < majority(count); ++i)
      heard[(first + majority(count) / 2) % count].insert((first + i) % count);
  return heard;
}

/// Links the two least linked places that have no link yet, until each has enough.
Neighbours random_graph(std::size_t count, std::size_t degree, Random& random) {
  Neighbours neighbours(count);
  for (std::size_t i = 0; i < count; ++i) neighbours[i].insert(i);
  std::vector<std::size_t> order(count);
  for (std::size_t i = 0; i < count; ++i) order[i] = i;
  const auto fewer_links = [&](std::size_t a, std::size_t b) {
    return neighbours[a].size() < neighbours[b].size();
  };
  while (true) {
    random.shuffle(order);
    std::stable_sort(order.begin(), order.end(), fewer_links);
    const std::size_t least = order[0];
    if (neighbours[least].size() >= degree) return neighbours;
    const auto other = std::find_if(order.begin(), order.end(), [&](std::size_t each) {
      return neighbours[least].count(each) == 0;
    });
    neighbours[least].insert(*other);
    neighbours[*other].insert(least);
  }
}

}  // namespace

Cut isolate_one(const Nodes& nodes, Random& random) {
  return split_at(shuffled(nodes, random), 1);
}

Cut split_half(const Nodes& nodes, Random& random) {
  return split_at(shuffled(nodes, random), nodes.size() / 2);
}

Cut split_minority_third(const Nodes& nodes, Random& random) {
  return split_at(shuffled(nodes, random), (nodes.size() - 1) / 3);
}

Cut ring_of_majorities(const Nodes& nodes, Random& random) {
  constexpr std::size_t largest_exact_ring = 5;
  const Nodes places = shuffled(nodes, random);
  const std::size_t count = places.size();
  const Neighbours heard =
      count <= largest_exact_ring ? ring(count) : random_graph(count, majority(count), random);
  Cut cut;
  for (std::size_t i = 0; i < count; ++i)
    for (std::size_t j = 0; j < count; ++j)
      if (heard[i].count(j) == 0) cut.insert({places[j], places[i]});
  return cut;
}

Partition draw_partition(const Nodes& nodes, Random& random) {
  switch (random.below(4)) {
    case 0:
      return {"one", isolate_one(nodes, random)};
    case 1:
      return {"majority", split_half(nodes, random)};
    case 2:
      return {"minority-third", split_minority_third(nodes, random)};
    default:
      return {"majorities-ring", ring_of_majorities(nodes, random)};
  }
}

Partition draw_one_way(const Nodes& nodes, Random& random) {
  if (nodes.size() < 2) return {"none", {}};
  const Nodes order = shuffled(nodes, random);
  const std::string& victim = order[0];
  const auto kind = random.below(3);
  if (kind == 0) return {"link", {{victim, order[1]}}};
  Cut cut;
  for (std::size_t i = 1; i < order.size(); ++i)
    cut.insert(kind == 1 ? LinkFaults::Link(victim, order[i]) : LinkFaults::Link(order[i], victim));
  return {kind == 1 ? "unheard" : "deaf", cut};
}

}  // namespace eddy
