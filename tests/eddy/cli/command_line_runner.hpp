#pragma once

#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>

// EDDY is the path of the program.

namespace eddy {

/// Runs `eddy` in a folder of its own.
class CommandLine {
 public:
  CommandLine()
      : folder_(std::filesystem::temp_directory_path() / ("eddy-" + std::to_string(getpid()))) {
    std::filesystem::create_directories(folder_);
  }
  ~CommandLine() { std::filesystem::remove_all(folder_); }

  /// Returns the exit status. `under`: a command that runs it.
  int run(const std::string& arguments, const std::string& under = "") {
    const std::string command = "cd " + folder_.string() + " && " + under + EDDY " " + arguments +
                                " > " + (folder_ / "output").string() + " 2>&1";
    const int status = std::system(command.c_str());
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  }

  /// What the last run printed.
  std::string output() const { return text_of("output"); }

  std::string text_of(const std::filesystem::path& file) const {
    std::ostringstream text;
    text << std::ifstream(folder_ / file).rdbuf();
    return text.str();
  }

 private:
  std::filesystem::path folder_;
};

}  // namespace eddy
