#include "tests/eddy/run/poll_propagation.hpp"

#include <algorithm>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "tests/eddy/judge/findings.hpp"
#include "tests/eddy/run/propagation.hpp"
#include "tests/eddy/workloads/kafka/kafka_lag.hpp"

namespace eddy {
namespace {

constexpr Time longest_lag = 3s;

/// Where the first span begins; no history's time is as early.
constexpr std::int64_t from_the_start = INT64_MIN;

/// A time in which the same links work.
struct LinkSpan {
  std::int64_t begin_ns;
  bool connected;  ///< each node reaches each other
};

/// The number of nodes to which a path of working links leads from the first, or, if
/// `backwards`, from which one leads to it.
std::size_t count_joined(const std::vector<std::string>& nodes,
                         const std::set<std::pair<std::string, std::string>>& cut, bool backwards) {
  std::set<std::string> joined = {nodes.front()};
  for (bool grew = true; grew;) {
    grew = false;
    for (const std::string& from : std::set<std::string>(joined))
      for (const std::string& to : nodes) {
        const auto link = backwards ? std::pair(to, from) : std::pair(from, to);
        if (cut.count(link) == 0) grew |= joined.insert(to).second;
      }
  }
  return joined.size();
}

bool are_connected(const std::vector<std::string>& nodes, const Json& links) {
  const auto cut = links.get<std::set<std::pair<std::string, std::string>>>();
  return count_joined(nodes, cut, false) == nodes.size() &&
         count_joined(nodes, cut, true) == nodes.size();
}

std::vector<LinkSpan> spans_of(const TestOptions& options, const History& history) {
  std::vector<LinkSpan> spans = {{from_the_start, true}};
  for (const Op& op : history) {
    if (op.process != nemesis_process) continue;
    if (op.f == "start-partition")
      spans.push_back({op.time_ns, are_connected(node_ids(options), op.value.at("cut"))});
    if (op.f == "stop-partition") spans.push_back({op.time_ns, true});
  }
  return spans;
}

const LinkSpan& span_at(const std::vector<LinkSpan>& spans, std::int64_t time_ns) {
  const auto next =
      std::upper_bound(spans.begin(), spans.end(), time_ns,
                       [](std::int64_t t, const LinkSpan& e) { return t < e.begin_ns; });
  return *std::prev(next);
}

bool returned_nothing(const KafkaOp& op, std::size_t key) {
  for (const KafkaPoll& poll : op.polls)
    if (poll.key == key) return poll.messages.empty();
  return true;
}

}  // namespace

Json check_poll_propagation(const TestOptions& options, const History& history) {
  const Time limit = longest_lag + latencies_on_top * glomers::from_ms(options.latency_ms);
  const std::vector<LinkSpan> spans = spans_of(options, history);
  const KafkaHistory kafka = read_kafka_history(history);
  Findings late;
  for_each_lag(kafka, [&](const PollLag& lag) {
    const Op& poll = *lag.poll->invocation;
    const std::int64_t known_by_ns = poll.time_ns - limit.count();
    if (lag.behind_since_ns > known_by_ns || !returned_nothing(*lag.poll, lag.key)) return;
    const LinkSpan& span = span_at(spans, poll.time_ns);
    if (!span.connected || span.begin_ns > known_by_ns) return;
    late.add("late",
             who_and_when(poll) + ", polled nothing of " + kafka.key_name(lag.key) +
                 ", in which a message beyond its offset had been known since " +
                 in_seconds(lag.behind_since_ns) +
                 ", though all nodes have reached each other since " +
                 (span.begin_ns == from_the_start ? "the start" : in_seconds(span.begin_ns)) + ".",
             {{"key", kafka.keys[lag.key].name},
              {"known-since", lag.behind_since_ns},
              {span.begin_ns == from_the_start ? "joined" : "joined-since", span.begin_ns}});
  });
  Json result = {{"valid", late.empty()}, {"late-count", late.count("late")}};
  if (!late.empty()) result["explanations"] = late.explanations();
  return result;
}

}  // namespace eddy
