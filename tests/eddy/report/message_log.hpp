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
  /// The line as on the wire. If it has more than 10,000 bytes, the string "(so many bytes)" stands
  /// for each field of the body that has more than 1,000.
  std::string line;
  Traffic::Kind traffic;
};

/// All messages of one test, in the order of sending. It observes the network.
class MessageLog {
 public:
  /// No more messages than this are kept, so that a test of any length has a bounded log (about
  /// 300 bytes a message).
  explicit MessageLog(std::size_t max_messages = 1000000) : max_messages_(max_messages) {}

  void observe(const NetworkEvent& event);

  /// The messages by their ids.
  const std::vector<LoggedMessage>& messages() const { return messages_; }
  std::size_t left_out() const { return left_out_; }

  /// One message a line: {"sent_us", "took_us": [...], "lost_us": [...], "message"}; the
  /// first counts from `origin` and may be negative (set-up), the others from the sending.
  /// If some were left out, the last line is {"left_out": how many}.
  void write(std::ostream& out, Time origin) const;

 private:
  std::size_t max_messages_;
  std::vector<LoggedMessage> messages_;
  std::size_t left_out_ = 0;
};

}  // namespace eddy
