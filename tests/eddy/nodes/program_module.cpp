#include "tests/eddy/nodes/program_module.hpp"

#include <filesystem>
#include <stdexcept>

#include "glomers/module.hpp"
#include "tests/eddy/modules/load_module.hpp"
#include "tests/platform.hpp"

namespace eddy {
namespace {

namespace fs = std::filesystem;

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
  try {
    const void* const shown =
        load_module(module, {"glomers_module", GLOMERS_STAMP,
                             "it is no node: glomers_node() (CMake) makes the modules of nodes"});
    return static_cast<const glomers::ProgramModule*>(shown)->program();
  } catch (const std::invalid_argument& error) {
    throw std::invalid_argument("cannot simulate " + module + ": " + error.what());
  }
}

std::string module_stamp() {
  return GLOMERS_STAMP;
}

std::string solution_of(const std::string& workload) {
  return (executable_path().parent_path() / "solutions" / workload).string();
}

}  // namespace eddy
