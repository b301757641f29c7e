#include "counter.hpp"

glomers::Program glomers::node_program() {
  return counter_program();
}
