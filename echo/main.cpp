#include "glomers/main.hpp"

#include "echo/echo.hpp"

GLOMERS_PROGRAM(glomers::echo_program);
