#include "glomers/main.hpp"

#include "g_counter/g_counter.hpp"

GLOMERS_PROGRAM(glomers::g_counter_program);
