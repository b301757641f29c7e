#include "tests/eddy/nodes/program_module.hpp"

#include <dlfcn.h>

#include <cstring>
#include <filesystem>
#include <stdexcept>

#include "glomers/module.hpp"
#include "tests/platform.hpp"

namespace eddy {
namespace {

namespace fs = std::filesystem;

[[noreturn]] void refuse(const std::string& module, const std::string& why) {
  throw std::invalid_argument("cannot simulate " + module + ": " + why);
}

/// The module's file. A link may name the node otherwise than it is called.
std::string module_of(const std::string& bin) {
  std::error_code error;
  const fs::path real = fs::weakly_canonical(bin, error);
  const std::string module = (error ? fs::absolute(bin) : real).string() + ".so";
  if (fs::exists(module)) return module;
  if (!fs::exists(bin)) throw std::invalid_argument("--bin " + bin + ": no such program");
  throw std::invalid_argument(
      "--simulate cannot run " + bin + ": there is no module " + module +
      " beside it. Virtual time is for nodes that stand on the glomers library and are built "
      "with glomers_node() (CMake). Any other program runs as a process: --bin without --simulate");
}

}  // namespace

glomers::Program load_program(const std::string& bin) {
  const std::string module = module_of(bin);
  void* const library = dlopen(module.c_str(), RTLD_NOW | RTLD_LOCAL);
  if (!library) refuse(module, dlerror());
  const auto* program =
      static_cast<const glomers::ProgramModule*>(dlsym(library, "glomers_module"));
  if (!program) refuse(module, "it is no node: glomers_node() (CMake) makes the modules of nodes");
  if (std::strcmp(program->stamp, GLOMERS_STAMP) != 0)
    refuse(module, std::string("it was built with another library than this eddy. Build both "
                               "anew.\n  module: ") +
                       program->stamp + "\n  eddy:   " + GLOMERS_STAMP);
  return program->program();
}

std::string module_stamp() {
  return GLOMERS_STAMP;
}

std::string solution_of(const std::string& workload) {
  return (executable_path().parent_path() / "solutions" / workload).string();
}

}  // namespace eddy
