#pragma once

// A node's program as a module, which a simulator loads (common/cmake/node_main.cpp makes it).

#include "glomers/program.hpp"
#include "glomers/version.hpp"

#define GLOMERS_TEXT_OF(x) #x
#define GLOMERS_TEXT(x) GLOMERS_TEXT_OF(x)

#ifdef _LIBCPP_VERSION
#define GLOMERS_STAMP_STANDARD_LIBRARY \
  "libc++ " GLOMERS_TEXT(_LIBCPP_VERSION) " ABI " GLOMERS_TEXT(_LIBCPP_ABI_VERSION)
#else
#define GLOMERS_STAMP_STANDARD_LIBRARY \
  "libstdc++ " GLOMERS_TEXT(_GLIBCXX_RELEASE) " ABI " GLOMERS_TEXT(_GLIBCXX_USE_CXX11_ABI)
#endif

#ifdef _GLIBCXX_DEBUG
#define GLOMERS_STAMP_DEBUG ", libstdc++'s debug mode"
#else
#define GLOMERS_STAMP_DEBUG ""
#endif

#if defined(__SANITIZE_ADDRESS__)
#define GLOMERS_STAMP_SANITIZER ", address sanitizer"
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define GLOMERS_STAMP_SANITIZER ", address sanitizer"
#endif
#endif
#ifndef GLOMERS_STAMP_SANITIZER
#define GLOMERS_STAMP_SANITIZER ""
#endif

/// What a module and the program that loads it must have in common, or objects
/// that go from one to the other would not be what they seem.
#define GLOMERS_STAMP                                     \
  "glomers " GLOMERS_VERSION " (headers " GLOMERS_HEADERS \
  "), " GLOMERS_STAMP_STANDARD_LIBRARY GLOMERS_STAMP_DEBUG GLOMERS_STAMP_SANITIZER

namespace glomers {

/// What a module exports under the name glomers_module. The stamp comes first
/// in every version, so that it can be read whatever else has changed.
struct ProgramModule {
  const char* stamp;
  Program (*program)();
};

}  // namespace glomers
