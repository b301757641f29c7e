#include "unique_ids/unique_ids.hpp"

glomers::Program glomers::node_program() {
  return unique_ids::program();
}
