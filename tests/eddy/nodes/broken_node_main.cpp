#include "tests/eddy/nodes/broken_node.hpp"

int main(int argc, char** argv) {
  return glomers::run_program(eddy::broken_node_program(), argc, argv);
}
