#include "tests/eddy/workloads/load_workload.hpp"

#include <algorithm>
#include <filesystem>
#include <map>
#include <memory>
#include <stdexcept>

#include "tests/eddy/modules/load_module.hpp"
#include "tests/eddy/workloads/guarded_kind.hpp"
#include "tests/eddy/workloads/kinds.hpp"
#include "tests/eddy/workloads/workload_module.hpp"

namespace eddy {
namespace {

namespace fs = std::filesystem;

/// Results are stored in a folder of this name, and the page knows the built-in ones by theirs.
void require_own_name(const std::string& name) {
  const auto& built_in = workload_names();
  if (std::find(built_in.begin(), built_in.end(), name) != built_in.end())
    throw std::invalid_argument("its name() is '" + name +
                                "', as that of a workload of eddy's: choose another");
  constexpr const char* plain = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-";
  if (name.empty() || name.find_first_not_of(plain) != std::string::npos)
    throw std::invalid_argument("its name() is '" + name +
                                "': it must be of letters, digits, '_' and '-'");
}

std::unique_ptr<WorkloadKind> workload_in(const std::string& file) {
  std::error_code error;
  if (!fs::exists(file, error))
    throw std::invalid_argument("no such file. glomers_workload() (CMake) makes such modules");
  // Of a name without a slash the system would look for a library.
  const void* const shown =
      load_module(fs::absolute(file), {"glomers_workload_module", EDDY_WORKLOAD_STAMP,
                                       "it is no workload: glomers_workload() (CMake) makes the "
                                       "modules of workloads; a node is given by --bin"});
  auto kind = guarded_kind(file, static_cast<const WorkloadModule*>(shown)->workload);
  require_own_name(kind->name());
  return kind;
}

}  // namespace

bool names_module(const std::string& workload) {
  return workload.find('/') != std::string::npos || workload.ends_with(".so");
}

const WorkloadKind& load_workload(const std::string& file) {
  static std::map<std::string, std::unique_ptr<WorkloadKind>> loaded;
  std::unique_ptr<WorkloadKind>& kind = loaded[file];
  try {
    if (!kind) kind = workload_in(file);
  } catch (const std::invalid_argument& error) {
    throw std::invalid_argument("the workload " + file + ": " + error.what());
  }
  return *kind;
}

}  // namespace eddy
