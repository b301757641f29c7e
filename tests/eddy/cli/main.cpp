#include "tests/eddy/cli/commands.hpp"

int main(int argc, char** argv) {
  return eddy::run_commands({argv + 1, argv + argc});
}
