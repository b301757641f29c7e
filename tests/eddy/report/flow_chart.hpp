#pragma once

#include <filesystem>
#include <string>

namespace eddy {

/// What part of a run a flow chart shows, in seconds of the history's time.
struct FlowChartOptions {
  double from_s = 0;
  double to_s = 1;
};

/// A space-time diagram as an SVG image, for documents. It has a line for each node, service and
/// client that sends or gets a message in that time, arrows for messages, and bars for operations;
/// partitions are shaded. It is made of the folder's history.jsonl and messages.jsonl.gz. Throws
/// std::runtime_error that names a file that is missing or unreadable, or says that there is
/// nothing in that time.
std::string flow_chart(const std::filesystem::path& folder, const FlowChartOptions& options);

}  // namespace eddy
