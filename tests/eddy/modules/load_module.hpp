#pragma once

#include <string>

namespace eddy {

/// A kind of modules: shared objects that this process takes in.
struct ModuleKind {
  const char* symbol;     ///< what each of them shows; begins with a const char*, its stamp
  const char* stamp;      ///< what this program was built with
  std::string otherwise;  ///< what to say of one that does not show it
};

/// What the module shows under the kind's symbol. It stays loaded. Throws std::invalid_argument
/// with the reason, for a person, if the file cannot be loaded, is of another kind, or was built
/// with something else than this program.
const void* load_module(const std::string& file, const ModuleKind& kind);

}  // namespace eddy
