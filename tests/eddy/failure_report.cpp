#include "tests/eddy/failure_report.hpp"

#include <fstream>
#include <iostream>

#include "tests/eddy/progress.hpp"
#include "tests/eddy/shrink.hpp"
#include "tests/eddy/store.hpp"
#include "tests/eddy/timeline.hpp"
#include "tests/eddy/trial.hpp"

namespace eddy {
namespace {

constexpr std::size_t lines_shown = 100;

TestOptions shrink_with_progress(const TestOptions& failing,
                                 const std::set<std::string>& anomalies) {
  ProgressLine progress;
  std::size_t trials = 0;
  return shrink(failing, anomalies, [&](const TestOptions& candidate) {
    progress.show("shrinking: trial " + std::to_string(++trials) + ", " +
                  std::to_string(candidate.node_count) + " nodes, " +
                  std::to_string(candidate.faults.size()) + " faults");
  });
}

void print_timeline(const TestOptions& options, const std::string& store_root) {
  const std::vector<std::string> lines = timeline(options);
  const auto path = Store(store_root, options.workload).folder() / "timeline.txt";
  std::ofstream file(path);
  for (const std::string& line : lines) file << line << '\n';
  for (std::size_t i = 0; i < lines.size() && i < lines_shown; ++i) std::cout << lines[i] << '\n';
  if (lines.size() > lines_shown)
    std::cout << "and " << lines.size() - lines_shown << " lines more, see " << path.string()
              << '\n';
}

}  // namespace

void report_failure(const TestOptions& failing, const std::string& store_root) {
  const Trial trial = run_trial(failing);
  std::cout << "seed " << failing.seed << " fails:";
  for (const std::string& anomaly : trial.anomalies) std::cout << ' ' << anomaly;
  std::cout << "\n  " << command_line(failing) << '\n';
  const TestOptions smallest = shrink_with_progress(failing, trial.anomalies);
  std::cout << "the smallest test found that fails alike:\n  " << command_line(smallest) << '\n'
            << run_trial(smallest).report;
  print_timeline(smallest, store_root);
}

}  // namespace eddy
