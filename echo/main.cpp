#include "echo/echo.hpp"

glomers::Program glomers::node_program() {
  return echo::program();
}
