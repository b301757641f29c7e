// What glomers_node() (CMake) compiles beside the source that defines node_program(): the
// main() of a node's process, and what a simulator finds in the node's module.

#include "glomers/module.hpp"

extern "C" {
extern __attribute__((visibility("default"))) const glomers::ProgramModule glomers_module;
const glomers::ProgramModule glomers_module = {GLOMERS_STAMP, &glomers::node_program};
}

int main(int argc, char** argv) {
  return glomers::run_program(glomers::node_program(), argc, argv);
}
