#pragma once

#include <string>
#include <vector>

namespace mutants {

/// A bug that the simulator must find: another text for a piece of a function.
struct Mutant {
  std::string name;
  std::string about;     ///< what the node does wrong
  std::string scenario;  ///< the test under which it must be found (scenario.hpp)

  /// How the function's definition begins; occurs once in all sources.
  std::string function;
  /// An expression, or statements if it ends in ; or }. Occurs once in the function.
  std::string original;
  std::string mutated;
};

/// All mutants: the engine's, then the nodes'. Names are unique.
std::vector<Mutant> catalogue();

std::vector<Mutant> engine_mutants();
std::vector<Mutant> node_mutants();

}  // namespace mutants
