// libFuzzer's entry. FUZZ_TARGET is one of targets.hpp.

#include <cstddef>
#include <cstdint>

#include "tests/fuzz/targets.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  glomers::FUZZ_TARGET({reinterpret_cast<const char*>(data), size});
  return 0;
}
