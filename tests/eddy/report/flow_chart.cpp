#include "tests/eddy/report/flow_chart.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <sstream>
#include <stdexcept>

#include "tests/eddy/report/markup.hpp"
#include "tests/eddy/report/run_files.hpp"

namespace eddy {
namespace {

constexpr double width = 860;
constexpr double left = 64;
constexpr double right = 20;
constexpr double top = 30;
constexpr double lane_height = 40;
constexpr std::size_t max_labels = 40;

/// Puts clients below the nodes that they talk to, and the services last.
std::vector<std::string> lanes_of(const std::vector<StoredMessage>& messages) {
  std::map<std::string, std::string> node_of;  // the node that a client talks to
  std::set<std::string> nodes;
  std::set<std::string> services;
  for (const StoredMessage& message : messages)
    for (const auto& [name, other] :
         {std::pair(message.src, message.dest), std::pair(message.dest, message.src)}) {
      if (name.front() == 'c')
        node_of[name] = other;
      else
        (name.find('-') == std::string::npos ? nodes : services).insert(name);
    }
  std::vector<std::string> lanes;
  std::vector<std::string> in_order(nodes.begin(), nodes.end());
  std::stable_sort(in_order.begin(), in_order.end(),
                   [](const auto& a, const auto& b) { return a.size() < b.size(); });
  for (const std::string& node : in_order) {
    lanes.push_back(node);
    for (const auto& [client, its_node] : node_of)
      if (its_node == node) lanes.push_back(client);
  }
  lanes.insert(lanes.end(), services.begin(), services.end());
  return lanes;
}

/// What the message says in short: "broadcast 3", "replicate +2", "read_ok [0,1]".
std::string label_of(const Json& body) {
  const Json type_field = body.is_object() ? body.value("type", Json()) : body;
  const std::string type = type_field.is_string() ? type_field.get<std::string>() : "";
  if (body.contains("logs") && body["logs"].is_object()) {
    std::size_t entries = 0;
    for (const auto& [origin, log] : body["logs"].items()) entries += log.size() - 1;
    return type + " +" + std::to_string(entries);
  }
  std::string text = type;
  for (const auto& [name, value] : body.items())
    if (name != "type" && name != "msg_id" && name != "in_reply_to" && type != "replicate")
      text += " " + value.dump();
  return text.size() > 24 ? text.substr(0, 22) + ".." : text;
}

class FlowChart {
 public:
  FlowChart(const FlowChartOptions& options, std::vector<std::string> lanes)
      : from_ms_(1000 * options.from_s), to_ms_(1000 * options.to_s), lanes_(std::move(lanes)) {}

  std::string draw(const std::vector<StoredMessage>& messages, const History& history) {
    const double height = top + lane_height * static_cast<double>(lanes_.size()) + 6;
    svg_ << "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 " << width << ' ' << height
         << "\" width=\"" << width << "\" height=\"" << height
         << "\" font-family=\"system-ui, sans-serif\" font-size=\"11\">\n"
         << "<defs><marker id=\"tip\" viewBox=\"0 0 8 8\" refX=\"8\" refY=\"4\" markerWidth=\"7\""
         << " markerHeight=\"7\" orient=\"auto\"><path d=\"M0 0 L8 4 L0 8 z\" fill=\"#1f4f8f\"/>"
         << "</marker></defs>\n<rect width=\"100%\" height=\"100%\" fill=\"#fff\"/>\n";
    draw_partitions(history);
    draw_lanes();
    draw_operations(history);
    for (const StoredMessage& message : messages) draw_message(message);
    if (messages.size() <= max_labels)
      for (const StoredMessage& message : messages) draw_label(message);
    svg_ << "</svg>\n";
    return svg_.str();
  }

 private:
  double x(double ms) const {
    const double share = (ms - from_ms_) / (to_ms_ - from_ms_);
    return left + std::clamp(share, 0.0, 1.0) * (width - left - right);
  }

  double y(const std::string& lane) const {
    const auto place = std::find(lanes_.begin(), lanes_.end(), lane) - lanes_.begin();
    return top + lane_height * (static_cast<double>(place) + 0.5);
  }

  void line(double x0, double y0, double x1, double y1, const std::string& look) {
    svg_ << "<line x1=\"" << x0 << "\" y1=\"" << y0 << "\" x2=\"" << x1 << "\" y2=\"" << y1 << "\" "
         << look << "/>\n";
  }

  void text(double at_x, double at_y, const std::string& words, const std::string& look = "") {
    svg_ << "<text x=\"" << at_x << "\" y=\"" << at_y << "\" " << look << '>' << escaped(words)
         << "</text>\n";
  }

  void draw_lanes() {
    const double span = to_ms_ - from_ms_;
    const double power = std::pow(10, std::floor(std::log10(span / 5)));
    const double step = span / 5 / power < 2 ? 2 * power : 5 * power;
    for (double ms = std::ceil(from_ms_ / step) * step; ms <= to_ms_; ms += step) {
      line(x(ms), top - 6, x(ms), top + lane_height * static_cast<double>(lanes_.size()),
           "stroke=\"#e3e6ea\"");
      std::ostringstream time;
      time << ms << " ms";
      text(x(ms), 16, time.str(), "text-anchor=\"middle\" fill=\"#5b6673\"");
    }
    for (const std::string& lane : lanes_) {
      const bool client = lane.front() == 'c';
      line(left, y(lane), width - right, y(lane),
           client ? "stroke=\"#b9c0c8\"" : "stroke=\"#1c2127\" stroke-width=\"1.5\"");
      text(left - 8, y(lane) + 4, lane,
           std::string("text-anchor=\"end\" fill=\"#1c2127\"") +
               (client ? "" : " font-weight=\"600\""));
    }
  }

  void draw_partitions(const History& history) {
    double begun = 0;
    std::set<std::string> hit;
    for (const Op& op : history) {
      const double ms = static_cast<double>(op.time_ns) / 1e6;
      if (op.f == "start-partition") {
        begun = ms;
        for (const Json& link : op.value["cut"]) hit.insert(link[0].get<std::string>());
      } else if (op.f == "stop-partition") {
        shade(hit, begun, ms);
        hit.clear();
      }
    }
    shade(hit, begun, to_ms_);
  }

  void shade(const std::set<std::string>& nodes, double begin_ms, double end_ms) {
    if (end_ms < from_ms_ || begin_ms > to_ms_) return;
    for (const std::string& node : nodes)
      if (std::find(lanes_.begin(), lanes_.end(), node) != lanes_.end())
        svg_ << "<rect x=\"" << x(begin_ms) << "\" y=\"" << y(node) - 13 << "\" width=\""
             << x(end_ms) - x(begin_ms) << "\" height=\"26\" fill=\"#a1620a\""
             << " fill-opacity=\"0.16\"/>\n";
  }

  void draw_operations(const History& history) {
    const auto pairs = pair_ops(history);
    for (std::size_t i = 0; i < history.size(); ++i) {
      const Op& op = history[i];
      if (op.type != OpType::invoke || pairs[i] == unpaired) continue;
      const double begin = static_cast<double>(op.time_ns) / 1e6;
      const double end = static_cast<double>(history[pairs[i]].time_ns) / 1e6;
      const std::string lane = "c" + std::to_string(op.process + 1);
      if (end < from_ms_ || begin > to_ms_ ||
          std::find(lanes_.begin(), lanes_.end(), lane) == lanes_.end())
        continue;
      const bool ok = history[pairs[i]].type == OpType::ok;
      svg_ << "<rect x=\"" << x(begin) << "\" y=\"" << y(lane) - 6 << "\" width=\""
           << std::max(3.0, x(end) - x(begin)) << "\" height=\"12\" fill=\""
           << (ok ? "#2d7a55" : "#fff\" stroke=\"#c8261c\" stroke-dasharray=\"3 2")
           << "\" fill-opacity=\"0.6\"/>\n";
    }
  }

  void draw_message(const StoredMessage& message) {
    const double y0 = y(message.src);
    const double y1 = y(message.dest);
    for (const double arrived : message.arrived_ms)
      line(x(message.sent_ms), y0, x(arrived), y1,
           "stroke=\"#1f4f8f\" stroke-width=\"1.2\" marker-end=\"url(#tip)\"");
    for (const double lost : message.lost_ms) {
      const double end_y = y0 + 0.66 * (y1 - y0);
      line(x(message.sent_ms), y0, x(lost), end_y,
           "stroke=\"#c8261c\" stroke-width=\"1.2\" stroke-dasharray=\"4 3\"");
      text(x(lost), end_y + 4, "\u2715",
           "text-anchor=\"middle\" fill=\"#c8261c\" font-weight=\"700\"");
    }
  }

  /// Writes a label beside the middle of the arrow, if there is room.
  void draw_label(const StoredMessage& message) {
    const std::string words = label_of(message.body);
    const double end_ms = message.arrived_ms.empty() ? message.sent_ms : message.arrived_ms.front();
    const double at_x = (x(message.sent_ms) + x(end_ms)) / 2 + 5;
    const double room = 6.0 * static_cast<double>(words.size());
    double at_y = (y(message.src) + y(message.dest)) / 2 + 4;
    const auto is_taken = [&](double candidate) {
      return std::any_of(labels_.begin(), labels_.end(), [&](const Label& label) {
        return at_x < label.x + label.width && label.x < at_x + room &&
               std::abs(label.y - candidate) < 11;
      });
    };
    if (is_taken(at_y)) at_y += 12;
    if (is_taken(at_y) || at_x + room > width) return;
    labels_.push_back({at_x, at_y, room});
    text(at_x, at_y, words,
         "fill=\"#1c2127\" stroke=\"#fff\" stroke-width=\"3\" paint-order=\"stroke\"");
  }

  struct Label {
    double x;
    double y;
    double width;
  };

  double from_ms_;
  double to_ms_;
  std::vector<std::string> lanes_;
  std::ostringstream svg_;
  std::vector<Label> labels_;
};

}  // namespace

std::string flow_chart(const std::filesystem::path& folder, const FlowChartOptions& options) {
  std::vector<StoredMessage> messages = read_messages(folder);
  const auto is_outside = [&](const StoredMessage& message) {
    const bool bench = message.src == "c0" || message.dest == "c0" ||
                       (message.src + message.dest).find("convergence") != std::string::npos;
    return bench || message.sent_ms < 1000 * options.from_s ||
           message.sent_ms > 1000 * options.to_s;
  };
  messages.erase(std::remove_if(messages.begin(), messages.end(), is_outside), messages.end());
  if (messages.empty()) throw std::runtime_error("no message was sent in that time");
  return FlowChart(options, lanes_of(messages)).draw(messages, read_stored_history(folder));
}

}  // namespace eddy
