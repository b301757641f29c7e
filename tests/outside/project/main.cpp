#include <glomers/main.hpp>

#include "counter.hpp"

GLOMERS_PROGRAM(counter_program);
