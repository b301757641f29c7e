#pragma once

// Catch2 3 and Catch2 2 under one name.
#if __has_include(<catch2/catch_all.hpp>)
#include <catch2/catch_all.hpp>
#else
#include <catch2/catch.hpp>
#endif

#include "glomers/json.hpp"

// Catch would print a value as a range of values, and take long to compile.
template <>
struct Catch::StringMaker<glomers::Json> {
  static std::string convert(const glomers::Json& json) { return json.dump(); }
};
