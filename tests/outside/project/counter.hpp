#pragma once

#include <glomers/program.hpp>

/// Counts what it is told, for itself alone.
glomers::Program counter_program();
