#include "txn_rw_register/txn_rw_register.hpp"

int main(int argc, char** argv) {
  return glomers::run_program(glomers::txn_rw_register_program(), argc, argv);
}
