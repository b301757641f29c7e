#include "tests/eddy/run/build.hpp"

#include "glomers/version.hpp"
#include "tests/eddy/nodes/program_module.hpp"

namespace eddy {
namespace {

std::string compiler() {
#ifdef __clang__
  const std::string name = "Clang";
  const int parts[] = {__clang_major__, __clang_minor__, __clang_patchlevel__};
#else
  const std::string name = "GCC";
  const int parts[] = {__GNUC__, __GNUC_MINOR__, __GNUC_PATCHLEVEL__};
#endif
  std::string text = name;
  char before = ' ';
  for (const int part : parts) {
    text += before + std::to_string(part);
    before = '.';
  }
  return text;
}

}  // namespace

std::string build_text() {
  return "eddy " GLOMERS_VERSION ", commit " + std::string(build_commit) + ", " + compiler();
}

Json build_json(const TestOptions& options) {
  const Json eddy = {
      {"version", GLOMERS_VERSION}, {"commit", build_commit}, {"compiler", compiler()}};
  return {{"eddy", eddy}, {"node", options.simulate ? Json(module_stamp()) : Json()}};
}

}  // namespace eddy
