#include "tests/mutants/chosen.hpp"

#include <cstdlib>
#include <string>

namespace mutants {
namespace {

std::string from_environment() {
  const char* name = std::getenv(mutant_variable);
  return name ? name : "";
}

const std::string present = from_environment();

}  // namespace

bool chosen(std::string_view name) {
  return name == present;
}

}  // namespace mutants
