#include "glomers/ensure.hpp"

#include <string_view>

namespace glomers {

void throw_broken(const Invariant& invariant, const std::string& state) {
  const std::string_view path = invariant.file;
  const std::string_view file = path.substr(path.rfind('/') + 1);
  std::string text = "broken: " + std::string(invariant.sentence);
  if (!state.empty()) text += ", but" + state;
  text += " (" + std::string(file) + ':' + std::to_string(invariant.line) + ')';
  throw InvariantError(invariant.sentence, text);
}

}  // namespace glomers
