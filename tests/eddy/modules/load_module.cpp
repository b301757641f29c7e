#include "tests/eddy/modules/load_module.hpp"

#include <dlfcn.h>

#include <cstring>
#include <stdexcept>

namespace eddy {

const void* load_module(const std::string& file, const ModuleKind& kind) {
  void* const library = dlopen(file.c_str(), RTLD_NOW | RTLD_LOCAL);
  if (!library) throw std::invalid_argument(dlerror());
  const void* const shown = dlsym(library, kind.symbol);
  if (!shown) throw std::invalid_argument(kind.otherwise);
  const char* const stamp = *static_cast<const char* const*>(shown);
  if (std::strcmp(stamp, kind.stamp) != 0)
    throw std::invalid_argument(
        std::string("it was built with another library than this eddy. Build both anew, with the "
                    "same.\n  module: ") +
        stamp + "\n  eddy:   " + kind.stamp);
  return shown;
}

}  // namespace eddy
