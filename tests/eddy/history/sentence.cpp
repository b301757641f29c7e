#include "tests/eddy/history/sentence.hpp"

#include <algorithm>
#include <cstdio>

namespace eddy {

Sentence& Sentence::operator+=(const Sentence& more) {
  text_ += more.text_;
  for (std::size_t i = 0; i < more.operations_.size(); ++i) {
    const std::int64_t operation = more.operations_[i];
    if (std::find(operations_.begin(), operations_.end(), operation) != operations_.end()) continue;
    operations_.push_back(operation);
    if (!more.nodes_.empty()) nodes_.push_back(more.nodes_[i]);
  }
  return *this;
}

Sentence who_and_when(const Op& op) {
  const std::string asked = op.node.empty() ? "" : " [" + op.client + " of " + op.node + "]";
  Sentence name = "process " + std::to_string(op.process) + asked + ", op " +
                  std::to_string(op.index) + ", at " + in_seconds(op.time_ns);
  name.operations_ = {op.index};
  if (!op.node.empty()) name.nodes_ = {op.node};
  return name;
}

std::string in_seconds(std::int64_t time_ns) {
  char text[32];
  std::snprintf(text, sizeof text, "%.3f s", static_cast<double>(time_ns) * 1e-9);
  return text;
}

}  // namespace eddy
