#include "unique_ids/unique_ids.hpp"

int main(int argc, char** argv) {
  return glomers::run_program(glomers::unique_ids_program(), argc, argv);
}
