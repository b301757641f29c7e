#include "echo/echo.hpp"

int main(int argc, char** argv) {
  return glomers::run_program(glomers::echo_program(), argc, argv);
}
