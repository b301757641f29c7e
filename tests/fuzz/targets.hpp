#pragma once

#include <string_view>

// What is fuzzed: each takes any bytes, and throws std::logic_error if what it is about
// broke its promise. Crashes, leaks and undefined behaviour are left to the sanitizers.

namespace glomers {

/// parse_message() of any line; what it takes is written and read again.
void fuzz_message(std::string_view bytes);

/// One of the six nodes after init: clients, peers, services and the clock do anything.
void fuzz_nodes(std::string_view bytes);

/// The engine of three nodes over a network that loses, doubles and delays as the bytes
/// say: all agree in the end, and nothing that was acknowledged is missing.
void fuzz_engine(std::string_view bytes);

/// eddy's readers of histories and of EDN, and the judge of what the first reads.
void fuzz_readers(std::string_view bytes);

/// The command line of `eddy test`: it is refused, or valid and written again.
void fuzz_options(std::string_view bytes);

}  // namespace glomers
