#include "glomers/main.hpp"

#include "unique_ids/unique_ids.hpp"

GLOMERS_PROGRAM(glomers::unique_ids_program);
