#include "broadcast/broadcast.hpp"

int main(int argc, char** argv) {
  return glomers::run_program(glomers::broadcast_program(), argc, argv);
}
