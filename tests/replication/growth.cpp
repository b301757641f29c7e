// How the engine's cost grows with the number of nodes: a table for a README.
// Virtual time; 100 ms between any two nodes; 50 appends a second over all nodes,
// which stand for 100 operations a second of which half are reads.

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "glomers/message.hpp"
#include "glomers/node.hpp"
#include "glomers/replication/replica.hpp"

namespace {

using namespace glomers;

constexpr Time latency = 100ms;
constexpr Time load_time = 20s;
constexpr Time append_interval = 20ms;
constexpr double operations_an_append = 2;

double cpu_us() {
  timespec t{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
  return static_cast<double>(t.tv_sec) * 1e6 + static_cast<double>(t.tv_nsec) / 1e3;
}

class Cluster {
 public:
  explicit Cluster(std::size_t node_count) : random_(node_count) {
    Json ids = Json::array();
    for (std::size_t i = 0; i < node_count; ++i) ids.push_back("n" + std::to_string(i));
    for (std::size_t i = 0; i < node_count; ++i) {
      hosts_.push_back(std::make_unique<Host>(i, *this));
      const std::string& id = ids[i].as_string();
      index_[id] = i;
      deliver(i, {"c0", id, {{"type", "init"}, {"node_id", id}, {"node_ids", ids}}, {}});
    }
  }

  void run() {
    for (Time t = Time(0); t < load_time; t += append_interval) {
      run_until(t);
      append(random_.below(hosts_.size()));
    }
    run_until(load_time + 10s);
  }

  void print_row() {
    const double operations = static_cast<double>(born_.size()) * operations_an_append;
    std::vector<double> waits_ms;
    for (std::size_t v = 0; v < born_.size(); ++v)
      waits_ms.push_back(to_ms(last_seen_[v] - born_[v]));
    std::sort(waits_ms.begin(), waits_ms.end());
    double leaf_us = 0;
    for (std::size_t i = 1; i < hosts_.size(); ++i) leaf_us += hosts_[i]->cpu_us;
    std::printf("| %zu | %.2f | %.0f | %.0f | %.0f | %.0f | %.1f |\n", hosts_.size(),
                static_cast<double>(messages_) / operations,
                static_cast<double>(bytes_) / operations, waits_ms[waits_ms.size() / 2],
                waits_ms.back(), hosts_[0]->cpu_us / operations,
                leaf_us / static_cast<double>(hosts_.size() - 1) / operations);
  }

 private:
  struct Host {
    Host(std::size_t index, Cluster& cluster)
        : node({index + 1, Time(0), nullptr}), replica(node, {368ms}, [&](const Replica::Entry& e) {
            cluster.last_seen_[e.value.get<std::size_t>()] = cluster.now_;
          }) {}
    Node node;
    Replica replica;
    double cpu_us = 0;
    std::optional<Time> due;
  };

  void append(std::size_t i) {
    born_.push_back(now_);
    last_seen_.push_back(now_);
    timed(i, [&] {
      hosts_[i]->node.advance(now_);
      hosts_[i]->replica.append(born_.size() - 1);
    });
  }

  void run_until(Time end) {
    while (true) {
      const bool message_next =
          !lines_.empty() && (due_.empty() || lines_.begin()->first.first <= due_.begin()->first);
      const Time next = message_next   ? lines_.begin()->first.first
                        : due_.empty() ? end
                                       : due_.begin()->first;
      if (next >= end || (lines_.empty() && due_.empty())) break;
      now_ = std::max(now_, next);
      if (message_next) {
        const auto line = lines_.extract(lines_.begin());
        const std::size_t i = line.mapped().first;
        timed(i, [&] { hosts_[i]->node.deliver(parse_message(line.mapped().second), now_); });
      } else {
        const std::size_t i = due_.begin()->second;
        timed(i, [&] { hosts_[i]->node.advance(now_); });
      }
    }
    now_ = std::max(now_, end);
  }

  void deliver(std::size_t i, const Message& message) {
    timed(i, [&] { hosts_[i]->node.deliver(message, now_); });
  }

  /// Runs f on node i's account, and what the node sends.
  template <class F>
  void timed(std::size_t i, F f) {
    const double before = cpu_us();
    f();
    std::vector<std::pair<std::string, std::string>> sent;
    for (const Message& m : hosts_[i]->node.take_output()) sent.emplace_back(m.dest, to_line(m));
    hosts_[i]->cpu_us += cpu_us() - before;
    for (auto& [dest, line] : sent) {
      if (!index_.contains(dest)) continue;  // init_ok
      ++messages_;
      bytes_ += line.size() + 1;
      lines_.emplace(std::pair(now_ + latency, messages_),
                     std::pair(index_.at(dest), std::move(line)));
    }
    Host& host = *hosts_[i];
    if (host.due) due_.erase({*host.due, i});
    host.due = host.node.next_due();
    if (host.due) due_.insert({*host.due, i});
  }

  Random random_;
  Time now_{0};
  std::map<std::string, std::size_t> index_;
  std::vector<Time> born_;
  std::vector<Time> last_seen_;
  std::vector<std::unique_ptr<Host>> hosts_;
  std::map<std::pair<Time, std::size_t>, std::pair<std::size_t, std::string>> lines_;
  std::set<std::pair<Time, std::size_t>> due_;
  std::size_t messages_ = 0;
  std::size_t bytes_ = 0;
};

}  // namespace

int main(int argc, char** argv) {
  std::vector<std::size_t> sizes = {5, 25, 100, 400, 1000};
  if (argc > 1) sizes.clear();
  for (int i = 1; i < argc; ++i) sizes.push_back(std::strtoul(argv[i], nullptr, 10));
  std::puts(
      "| nodes | messages/op | bytes/op | median ms | max ms | hub CPU us/op | leaf CPU us/op |");
  std::puts("|---|---|---|---|---|---|---|");
  for (const std::size_t n : sizes) {
    Cluster cluster(n);
    cluster.run();
    cluster.print_row();
    std::fflush(stdout);
  }
}
