#include "glomers/main.hpp"

#include "broadcast/broadcast.hpp"

GLOMERS_PROGRAM(glomers::broadcast_program);
