#include "txn_rw_register/txn_rw_register.hpp"

glomers::Program glomers::node_program() {
  return txn_rw_register::program();
}
