#include "tests/eddy/run/notes.hpp"

#include <algorithm>
#include <cstdio>

#include "tests/eddy/judge/stats.hpp"

namespace eddy {
namespace {

/// Less than that is not by the chance of the gaps between operations.
constexpr double nearly_all_load = 0.8;

bool has_fault(const TestOptions& options, const std::string& name) {
  return std::count(options.faults.begin(), options.faults.end(), name) != 0;
}

std::string of_bare_words(const TestOptions& options) {
  std::string words;
  for (std::size_t i = 0; i < options.bare_words; ++i)
    words += (i == 0 ? "'" : ", '") + options.node_arguments[i] + "'";
  if (words.empty()) return "";
  return words + (options.bare_words == 1 ? " goes" : " go") +
         " to the node, as what follows -- does: no option of eddy takes it";
}

/// These come between nodes only.
std::string of_idle_faults(const TestOptions& options) {
  std::string names;
  for (const char* name : {"partition", "one-way", "duplicate"})
    if (has_fault(options, name)) names += (names.empty() ? "" : ", ") + std::string(name);
  if (names.empty() || options.node_count > 1) return "";
  return "--nemesis " + names + " did nothing: with one node there is no link between nodes";
}

std::string of_missing_load(const TestOptions& options, double share) {
  const bool nodes_stop = has_fault(options, "kill") || has_fault(options, "pause");
  if (share >= (nodes_stop ? nearly_all_load : little_load)) return "";
  std::string text = "of the operations that --rate asks for, " + percent(share) + " were begun: ";
  if (!nodes_stop) return text + "the others found no client free";
  return text +
         "clients waited, up to 5 s each, for nodes that were dead or stopped "
         "(with --concurrency 20n others are left)";
}

}  // namespace

double share_of_load(const TestOptions& options, const Recording& recording) {
  if (options.rate == 0 || options.operations) return 1;
  const Json load = rate(recording.history, options.rate, recording.main_phase);
  return load["achieved"].get<double>() / options.rate;
}

std::vector<std::string> notes(const TestOptions& options) {
  std::vector<std::string> sentences = {of_bare_words(options), of_idle_faults(options)};
  std::erase(sentences, "");
  sentences.insert(sentences.end(), options.without_effect.begin(), options.without_effect.end());
  return sentences;
}

std::string percent(double share) {
  char text[32];
  std::snprintf(text, sizeof text, "%.1f %%", 100 * share);
  return text;
}

std::vector<std::string> notes(const TestOptions& options, const Recording& recording) {
  std::vector<std::string> sentences = notes(options);
  const std::string of_load = of_missing_load(options, share_of_load(options, recording));
  if (!of_load.empty()) sentences.push_back(of_load);
  return sentences;
}

}  // namespace eddy
