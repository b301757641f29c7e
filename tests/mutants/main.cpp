// eddy_mutants engine|nodes|MUTANT: hunts mutants of the catalogue, and prints how each was
// found. The exit status is 0 if all were found, 1 if not, 2 for bad arguments.

#include <cstdio>
#include <stdexcept>

#include "tests/mutants/hunt.hpp"

namespace {

using mutants::Mutant;

std::vector<Mutant> selected(const std::string& what) {
  if (what == "engine") return mutants::engine_mutants();
  if (what == "nodes") return mutants::node_mutants();
  for (const Mutant& mutant : mutants::catalogue())
    if (mutant.name == what) return {mutant};
  throw std::invalid_argument("no mutant '" + what + "', and neither engine nor nodes");
}

std::string outcome(const Mutant& mutant, bool& found) {
  try {
    const auto kill = mutants::hunt(mutant);
    found = kill.has_value();
    return found ? std::to_string(kill->seed) + " | " + kill->anomalies : "none | SURVIVED";
  } catch (const std::logic_error& error) {
    return std::string("none | ") + error.what();
  }
}

/// Prints the mutant's row of the table. Returns whether it was found.
bool report(const Mutant& mutant) {
  bool found = false;
  const std::string text = outcome(mutant, found);
  std::printf("| %s | %s | %s | %s |\n", mutant.name.c_str(), mutant.about.c_str(),
              mutant.scenario.c_str(), text.c_str());
  std::fflush(stdout);
  return found;
}

}  // namespace

int main(int argc, char** argv) {
  try {
    if (argc != 2) throw std::invalid_argument("one argument: engine, nodes or a mutant's name");
    int survivors = 0;
    std::printf("| mutant | what is wrong | scenario | seed | found as |\n|---|---|---|---|---|\n");
    for (const Mutant& mutant : selected(argv[1])) survivors += !report(mutant);
    return survivors == 0 ? 0 : 1;
  } catch (const std::exception& error) {
    std::fprintf(stderr, "eddy_mutants: %s\n", error.what());
    return 2;
  }
}
