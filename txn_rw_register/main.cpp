#include "glomers/main.hpp"

#include "txn_rw_register/txn_rw_register.hpp"

GLOMERS_PROGRAM(glomers::txn_rw_register_program);
