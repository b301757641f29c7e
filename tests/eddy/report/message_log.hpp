#pragma once

#include <cstddef>
#include <iosfwd>
#include <string>
#include <vector>

#include "tests/eddy/net/network.hpp"

namespace eddy {

/// One message on its way. All times are the scheduler's.
struct LoggedMessage {
  Time sent;
  std::vector<Time>
      received;  ///< twice if a fault doubled it; empty if it was lost or still on its way
  std::vector<Time> lost;  ///< when each copy was that never came
  /// As on the wire; of more than 10,000 bytes, each field of the body with more than
  /// 1,000 is the string "(so many bytes)".
  std::string line;
  Traffic::Kind traffic;
};

/// All messages of one test, in the order of sending: an observer of its network.
class MessageLog {
 public:
  /// Messages beyond that many are not kept, so that a test of any length has a bounded log
  /// (about 300 bytes a message).
  explicit MessageLog(std::size_t most_messages = 1000000) : most_messages_(most_messages) {}

  void observe(const NetworkEvent& event);

  /// By message id.
  const std::vector<LoggedMessage>& messages() const { return messages_; }
  std::size_t left_out() const { return left_out_; }

  /// One message a line: {"sent_us", "took_us": [...], "lost_us": [...], "message"}; the
  /// first counts from `origin` and may be negative (set-up), the others from the sending.
  /// If some were left out, the last line is {"left_out": how many}.
  void write(std::ostream& out, Time origin) const;

 private:
  std::size_t most_messages_;
  std::vector<LoggedMessage> messages_;
  std::size_t left_out_ = 0;
};

}  // namespace eddy
