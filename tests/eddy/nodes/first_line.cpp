#include "tests/eddy/nodes/first_line.hpp"

#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "tests/text.hpp"

namespace eddy {
namespace {

constexpr const char* blanks = " \t";

/// What follows "#!" in the first line; empty if the program is no script.
std::string command_of(const std::string& bin) {
  constexpr std::size_t max_length = 255;  // Linux looks at no more
  std::string line(max_length, '\0');
  std::ifstream file(bin);
  file.read(line.data(), static_cast<std::streamsize>(line.size()));
  line.resize(static_cast<std::size_t>(file.gcount()));
  if (!line.starts_with("#!")) return "";
  return trimmed(line.substr(2, line.find('\n') - 2));
}

bool is_in_path(const std::string& name) {
  const char* const path = std::getenv("PATH");
  std::istringstream folders(path ? path : "/bin:/usr/bin");
  for (std::string folder; std::getline(folders, folder, ':');)
    if (access((folder + "/" + name).c_str(), X_OK) == 0) return true;
  return false;
}

/// The text with its carriage returns made visible.
std::string shown(const std::string& name) {
  const bool has_return = name.ends_with('\r');
  return "'" + name.substr(0, name.size() - (has_return ? 1 : 0)) + (has_return ? "\\r'" : "'");
}

std::string fault_of(const std::string& name, const std::string& where, const std::string& bin) {
  const std::string what = "its first line names the interpreter " + shown(name) + ", ";
  if (name.ends_with('\r'))
    return what + "with the CR of a Windows line end: sed -i 's/\\r$//' " + bin;
  return what + "which is not " + where + ": install it, or correct the line";
}

}  // namespace

std::string first_line_fault(const std::string& bin) {
  const std::string command = command_of(bin);
  if (command.empty()) return "";
  const auto end = command.find_first_of(blanks);
  const std::string interpreter = command.substr(0, end);
  if (access(interpreter.c_str(), X_OK) != 0) return fault_of(interpreter, "there", bin);
  // For env all that follows is one name, unless it is an option or a variable.
  const std::string name = end == std::string::npos ? "" : trimmed(command.substr(end));
  const bool is_name =
      !name.empty() && name[0] != '-' && name.find_first_of("=/") == std::string::npos;
  if (std::filesystem::path(interpreter).filename() != "env" || !is_name || is_in_path(name))
    return "";
  return fault_of(name, "in any folder of PATH", bin);
}

}  // namespace eddy
