#include "tests/mutants/mutant.hpp"

namespace mutants {

std::vector<Mutant> catalogue() {
  std::vector<Mutant> all = engine_mutants();
  for (Mutant& mutant : node_mutants()) all.push_back(std::move(mutant));
  return all;
}

}  // namespace mutants
