#pragma once

// What POSIX does not know, and Linux and macOS have each in its own way.

#include <sys/resource.h>

#include <filesystem>

#ifdef __APPLE__
#include <crt_externs.h>
#include <mach-o/dyld.h>
#include <sys/syslimits.h>

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <string>
#else
#include <signal.h>
#include <sys/prctl.h>

#include <cerrno>
#include <fstream>
#include <sstream>
#include <string>
#endif

/// This program as it was called.
inline const char* invocation_name() {
#ifdef __APPLE__
  return (*_NSGetArgv())[0];
#else
  return program_invocation_name;
#endif
}

/// This program's file.
inline std::filesystem::path executable_path() {
#ifdef __APPLE__
  std::uint32_t size = 0;
  _NSGetExecutablePath(nullptr, &size);
  std::string path(size, '\0');
  _NSGetExecutablePath(path.data(), &size);
  return std::filesystem::canonical(path.c_str());
#else
  return std::filesystem::read_symlink("/proc/self/exe");
#endif
}

/// From now on this process ends with the one that started it. macOS has no such thing:
/// there a process ends as its pipes do.
inline void end_with_parent() {
#ifndef __APPLE__
  prctl(PR_SET_PDEATHSIG, SIGKILL);
#endif
}

/// How many files a process may have open, if it asks for it. macOS calls that infinite, and
/// refuses more than OPEN_MAX.
inline rlim_t max_open_files(const rlimit& bounds) {
#ifdef __APPLE__
  return std::min<rlim_t>(bounds.rlim_max, OPEN_MAX);
#else
  return bounds.rlim_max;
#endif
}

/// Whether there is a process with the word in its command line.
inline bool process_lives(const std::string& word) {
#ifdef __APPLE__
  // In brackets the first letter is no part of the shell's own command line.
  const std::string pattern = '[' + word.substr(0, 1) + ']' + word.substr(1);
  return std::system(("pgrep -f '" + pattern + "' >/dev/null").c_str()) == 0;
#else
  for (const auto& process : std::filesystem::directory_iterator("/proc")) {
    std::ostringstream command_line;
    command_line << std::ifstream(process.path() / "cmdline").rdbuf();
    if (command_line.str().find(word) != std::string::npos) return true;
  }
  return false;
#endif
}

/// The most memory that an ended process had.
inline long peak_kib(const rusage& used) {
#ifdef __APPLE__
  return used.ru_maxrss / 1024;  // it counts bytes
#else
  return used.ru_maxrss;
#endif
}
