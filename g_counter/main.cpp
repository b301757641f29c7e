#include "g_counter/g_counter.hpp"

int main(int argc, char** argv) {
  return glomers::run_program(glomers::g_counter_program(), argc, argv);
}
