#pragma once

#include <map>
#include <string>

#include "glomers/message.hpp"
#include "tests/eddy/explore/schedule.hpp"

namespace eddy {

/// What the deviation is at a point that is called `what`: "n1's second read to n0 is lost".
std::string sentence(Deviation deviation, const std::string& what);

/// Calls the messages of a run by names that a person can count: "n1's second read to n0".
class MessageNames {
 public:
  /// Each time that it is handed over, or was set aside.
  std::string next(const glomers::Message& message);

 private:
  std::map<std::string, int> counts_;  ///< by sender, type and receiver
};

}  // namespace eddy
