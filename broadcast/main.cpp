#include "broadcast/broadcast.hpp"

glomers::Program glomers::node_program() {
  return broadcast::program();
}
