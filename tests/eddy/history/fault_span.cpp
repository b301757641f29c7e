#include "tests/eddy/history/fault_span.hpp"

#include <algorithm>
#include <cstdio>
#include <iterator>
#include <map>
#include <set>

namespace eddy {
namespace {

using Names = std::set<std::string>;

const std::string start_prefix = "start-";
const std::string stop_prefix = "stop-";

bool begins_with(const std::string& text, const std::string& prefix) {
  return text.compare(0, prefix.size(), prefix) == 0;
}

/// The fault that an op of the nemesis begins; empty if it begins none.
std::string begun_by(const std::string& f) {
  if (f == "kill" || f == "pause") return f;
  return begins_with(f, start_prefix) ? f.substr(start_prefix.size()) : "";
}

std::string ended_by(const std::string& f) {
  if (f == "start") return "kill";
  if (f == "resume") return "pause";
  return begins_with(f, stop_prefix) ? f.substr(stop_prefix.size()) : "";
}

std::string list_of(const Names& names) {
  std::string text;
  for (const std::string& name : names) text += ' ' + name;
  return text;
}

/// What `cut` does to the node. It is a list of links that lose every message.
std::string cut_off(const Json& cut, const std::string& node) {
  Names unheard;  // the node does not hear them
  Names deaf;     // they do not hear the node
  for (const Json& link : cut) {
    if (link.at(1) == node) unheard.insert(link.at(0).get<std::string>());
    if (link.at(0) == node) deaf.insert(link.at(1).get<std::string>());
  }
  Names both;
  std::set_intersection(unheard.begin(), unheard.end(), deaf.begin(), deaf.end(),
                        std::inserter(both, both.end()));
  for (const std::string& name : both) {
    unheard.erase(name);
    deaf.erase(name);
  }
  std::string text;
  const auto add = [&](const std::string& how, const Names& names) {
    if (!names.empty()) text += (text.empty() ? "" : ", ") + how + list_of(names);
  };
  add("cut off from", both);
  add("not hearing", unheard);
  add("not heard by", deaf);
  return text;
}

/// Whether the node's name stands anywhere in the value.
bool names_node(const Json& value, const std::string& node) {
  if (value.is_array())
    return std::any_of(value.begin(), value.end(),
                       [&](const Json& each) { return names_node(each, node); });
  if (!value.is_object()) return value == node;
  return std::any_of(value.items().begin(), value.items().end(),
                     [&](const auto& field) { return names_node(field.second, node); });
}

std::string skewed(const Json& rates, const std::string& node) {
  char text[64];
  std::snprintf(text, sizeof text, "on a clock %.3f times as fast as the true one",
                rates.value(node, 1.0));
  return text;
}

}  // namespace

std::vector<FaultSpan> fault_spans(const History& history) {
  std::vector<FaultSpan> spans;
  std::map<std::string, std::size_t> open;
  for (const Op& op : history) {
    if (op.process != nemesis_process) continue;
    if (const std::string fault = begun_by(op.f); !fault.empty()) {
      // Maelstrom records a fault when it begins, and then once more with what it hit.
      if (const auto begun = open.find(fault); begun != open.end()) {
        spans[begun->second].value = op.value;
        continue;
      }
      open[fault] = spans.size();
      spans.push_back({fault, op.time_ns, std::numeric_limits<std::int64_t>::max(), op.value});
    } else if (const auto begun = open.find(ended_by(op.f)); begun != open.end()) {
      spans[begun->second].ended_ns = op.time_ns;
      open.erase(begun);
    }
  }
  return spans;
}

std::string effect_on(const FaultSpan& span, const std::string& node) {
  static const std::map<std::string, std::string> of_links = {
      {"loss", "on links that lose messages"},
      {"duplicate", "on links that double messages"},
      {"reorder", "on links that reorder messages"}};
  static const std::map<std::string, std::string> of_some_nodes = {
      {"kill", "dead"}, {"pause", "paused"}, {"slow", "on slow links"}};
  if (span.value.is_object() && span.value.contains("cut")) return cut_off(span.value["cut"], node);
  if (span.fault == "skew") return skewed(span.value, node);
  if (span.fault == "services")
    return "with services that were " +
           (span.value.is_string() ? span.value.get<std::string>() : "bad");
  if (const auto links = of_links.find(span.fault); links != of_links.end()) return links->second;
  const auto nodes = of_some_nodes.find(span.fault);
  if (nodes == of_some_nodes.end()) return "under " + span.fault;
  return names_node(span.value, node) ? nodes->second : "";
}

}  // namespace eddy
