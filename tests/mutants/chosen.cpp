#include "tests/mutants/chosen.hpp"

#include <string>

namespace mutants {
namespace {

std::string present;

}  // namespace

void choose(std::string_view name) {
  present = name;
}

bool chosen(std::string_view name) {
  return name == present;
}

}  // namespace mutants
