#include "tests/eddy/faults/fault.hpp"

#include <iterator>
#include <memory>
#include <stdexcept>

#include "tests/eddy/faults/partition.hpp"

namespace eddy {
namespace {

/// Probability of a latency spike while `reorder` is on.
constexpr double p_spike = 0.1;
/// A skewed clock runs too fast or too slow by up to this share.
constexpr double max_skew = 0.1;
/// The probability that a message from or to a service is lost, while services lose messages.
constexpr double p_service_loss = 0.5;

Json as_json(const Cut& cut) {
  Json links = Json::array();
  for (const auto& [from, to] : cut) links.push_back({from, to});
  return links;
}

/// Cuts links. Two faults may cut the same link, and each ends its own cuts only.
Fault cutting(const std::string& name, Network& network, const Nodes& nodes,
              Partition (*draw)(const Nodes&, Random&)) {
  const auto current = std::make_shared<Cut>();
  return {"start-" + name, "stop-" + name,
          [=, &network](Random& random) -> Json {
            const Partition partition = draw(nodes, random);
            *current = partition.cut;
            network.faults().add_cut(*current);
            return {{"shape", partition.shape}, {"cut", as_json(partition.cut)}};
          },
          [=, &network] { network.faults().remove_cut(*current); }};
}

Fault probability(const std::string& name, Network& network, double LinkFaults::*member,
                  double value) {
  return {"start-" + name, "stop-" + name,
          [=, &network](Random&) -> Json {
            network.faults().*member = value;
            return value;
          },
          [=, &network] { network.faults().*member = 0; }};
}

/// Strikes all services at once, as most nodes need only one of them.
Fault bad_services(Network& network) {
  return {"start-services", "stop-services",
          [&network](Random& random) -> Json {
            LinkFaults& faults = network.faults();
            switch (random.below(3)) {
              case 0:
                faults.slow_services = true;
                return "slow";
              case 1:
                faults.refusing_services = true;
                return "refusing";
              default:
                faults.service_loss = p_service_loss;
                return "losing";
            }
          },
          [&network] {
            network.faults().slow_services = false;
            network.faults().refusing_services = false;
            network.faults().service_loss = 0;
          }};
}

Fault slow(Network& network, const Nodes& nodes) {
  return {"start-slow", "stop-slow",
          [=, &network](Random& random) -> Json {
            const std::string& from = nodes[random.below(nodes.size())];
            const std::string& to = nodes[random.below(nodes.size())];
            if (from == to) {
              network.faults().slow_nodes.insert(from);
              return from;
            }
            network.faults().slow_links.insert({from, to});
            return {from, to};
          },
          [&network] {
            network.faults().slow_nodes.clear();
            network.faults().slow_links.clear();
          }};
}

/// Does something to a few nodes, and takes it back.
Fault on_some_nodes(const std::string& begin_f, const std::string& end_f, Cluster& cluster,
                    void (Cluster::*begin)(const std::string&),
                    void (Cluster::*end)(const std::string&)) {
  const auto victims = std::make_shared<Nodes>();
  return {begin_f, end_f,
          [=, &cluster](Random& random) -> Json {
            *victims = draw_targets(cluster.ids(), random);
            for (const std::string& node : *victims) (cluster.*begin)(node);
            return *victims;
          },
          [=, &cluster] {
            for (const std::string& node : *victims) (cluster.*end)(node);
          }};
}

Fault skew(Cluster& cluster) {
  return {"start-skew", "stop-skew",
          [&cluster](Random& random) -> Json {
            Json rates = Json::object();
            for (const std::string& node : cluster.ids()) {
              const double rate = 1 + max_skew * (2 * random.uniform() - 1);
              cluster.set_clock_rate(node, rate);
              rates[node] = rate;
            }
            return rates;
          },
          [&cluster] {
            for (const std::string& node : cluster.ids()) cluster.set_clock_rate(node, 1);
          }};
}

}  // namespace

const std::vector<std::string>& fault_names() {
  static const std::vector<std::string> names = {"partition", "one-way", "loss",     "duplicate",
                                                 "reorder",   "slow",    "services", "pause",
                                                 "kill",      "skew"};
  return names;
}

bool possible_for_processes(const std::string& fault) {
  return fault != "skew";
}

Nodes draw_targets(Nodes nodes, Random& random) {
  random.shuffle(nodes);
  const std::size_t majority = nodes.size() / 2 + 1;
  const std::size_t counts[] = {1, majority - 1, majority, nodes.size()};
  nodes.resize(counts[random.below(std::size(counts))]);
  return nodes;
}

Fault make_fault(const std::string& name, Network& network, Cluster& cluster,
                 const FaultOptions& options) {
  const Nodes& nodes = cluster.ids();
  if (name == "partition") return cutting(name, network, nodes, draw_partition);
  if (name == "one-way") return cutting(name, network, nodes, draw_one_way);
  if (name == "loss") return probability(name, network, &LinkFaults::loss, options.p_loss);
  if (name == "duplicate")
    return probability(name, network, &LinkFaults::duplicate, options.p_duplicate);
  if (name == "reorder") return probability(name, network, &LinkFaults::spike, p_spike);
  if (name == "slow") return slow(network, nodes);
  if (name == "services") return bad_services(network);
  if (name == "pause")
    return on_some_nodes("pause", "resume", cluster, &Cluster::pause, &Cluster::resume);
  if (name == "kill")
    return on_some_nodes("kill", "start", cluster, &Cluster::kill, &Cluster::restart);
  if (name == "skew") return skew(cluster);
  throw std::invalid_argument("no fault '" + name + "'");
}

}  // namespace eddy
