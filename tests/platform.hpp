#pragma once

// What POSIX does not know, and Linux and macOS have each in its own way.

#include <sys/resource.h>

#include <filesystem>

#ifdef __APPLE__
#include <crt_externs.h>
#include <mach-o/dyld.h>

#include <cstdint>
#include <string>
#else
#include <signal.h>
#include <sys/prctl.h>

#include <cerrno>
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

/// The most memory that an ended process had.
inline long peak_kib(const rusage& used) {
#ifdef __APPLE__
  return used.ru_maxrss / 1024;  // it counts bytes
#else
  return used.ru_maxrss;
#endif
}
