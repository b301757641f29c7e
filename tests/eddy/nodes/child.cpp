#include "tests/eddy/nodes/child.hpp"

#include <fcntl.h>
#include <signal.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <system_error>

#include "tests/eddy/nodes/file_limit.hpp"
#include "tests/pipe.hpp"
#include "tests/platform.hpp"

namespace eddy {
namespace {

void set_nonblocking(int fd) {
  fcntl(fd, F_SETFL, fcntl(fd, F_GETFL) | O_NONBLOCK);
}

std::vector<char*> as_arguments(const std::vector<std::string>& words) {
  std::vector<char*> arguments;
  for (const std::string& word : words) arguments.push_back(const_cast<char*>(word.c_str()));
  arguments.push_back(nullptr);
  return arguments;
}

/// Whether the file begins with zero bytes, as a program for another machine does.
bool has_zero_bytes(const std::string& file) {
  std::string beginning(16, '#');
  std::ifstream(file).read(beginning.data(), static_cast<std::streamsize>(beginning.size()));
  return beginning.find('\0') != std::string::npos;
}

/// Becomes the program, and returns only if that fails. A script whose first line names no
/// interpreter is run by the shell, as execvp() does it, and Maelstrom's Java.
void run_program(std::vector<std::string> command) {
  execv(command[0].c_str(), as_arguments(command).data());
  const int why = errno;
  if (why != ENOEXEC || has_zero_bytes(command[0])) {
    dprintf(STDERR_FILENO, "cannot run %s: %s\n", command[0].c_str(), std::strerror(why));
    return;
  }
  command.insert(command.begin(), "/bin/sh");
  execv(command[0].c_str(), as_arguments(command).data());
}

/// Runs in the child, and becomes the program. This and all that it may start are a group of its
/// own, in the folder where Maelstrom has its nodes. It never returns.
[[noreturn]] void become(const std::vector<std::string>& command, const Pipe& input,
                         const Pipe& output, const Pipe& log) {
  end_with_parent();  // no node outlives the bench
  setpgid(0, 0);
  signal(SIGPIPE, SIG_DFL);
  restore_file_limit();
  dup2(input.read_end, STDIN_FILENO);
  dup2(output.write_end, STDOUT_FILENO);
  dup2(log.write_end, STDERR_FILENO);
  std::error_code stays_here;
  std::filesystem::current_path(std::filesystem::temp_directory_path(stays_here), stays_here);
  run_program(command);
  _exit(127);
}

}  // namespace

Child start_child(const std::vector<std::string>& command) {
  const Pipe input = make_pipe();
  const Pipe output = make_pipe();
  const Pipe log = make_pipe();
  const pid_t pid = fork();
  if (pid < 0) throw std::system_error(errno, std::generic_category(), "fork");
  if (pid == 0) become(command, input, output, log);
  setpgid(pid, pid);  // the child does so as well: one of them comes first
  close(input.read_end);
  close(output.write_end);
  close(log.write_end);
  for (const int fd : {input.write_end, output.read_end, log.read_end}) set_nonblocking(fd);
  return {pid, input.write_end, output.read_end, log.read_end};
}

}  // namespace eddy
