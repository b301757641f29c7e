#include "g_counter/g_counter.hpp"

glomers::Program glomers::node_program() {
  return g_counter::program();
}
