#pragma once

#include <iostream>
#include <sstream>
#include <string>
#include <vector>

#include "tests/eddy/cli/commands.hpp"

namespace eddy {

/// Sends a stream's text elsewhere for a while.
class Redirect {
 public:
  Redirect(std::ios& stream, std::streambuf* buffer)
      : stream_(stream), before_(stream.rdbuf(buffer)) {}
  ~Redirect() { stream_.rdbuf(before_); }
  Redirect(const Redirect&) = delete;
  Redirect& operator=(const Redirect&) = delete;

 private:
  std::ios& stream_;
  std::streambuf* before_;
};

struct CommandOutcome {
  int status;
  std::string out;
  std::string err;
};

/// eddy with these arguments and this standard input, in this process.
inline CommandOutcome outcome_of(const std::vector<std::string>& arguments,
                                 const std::string& input = "") {
  std::istringstream in(input);
  std::ostringstream out;
  std::ostringstream err;
  const Redirect in_redirect(std::cin, in.rdbuf());
  const Redirect out_redirect(std::cout, out.rdbuf());
  const Redirect err_redirect(std::cerr, err.rdbuf());
  const int status = run_commands(arguments);
  return {status, out.str(), err.str()};
}

}  // namespace eddy
