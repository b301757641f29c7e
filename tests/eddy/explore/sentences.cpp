#include "tests/eddy/explore/sentences.hpp"

namespace eddy {
namespace {

std::string ordinal(int number) {
  if (number == 1) return "first";
  if (number == 2) return "second";
  return number == 3 ? "third" : std::to_string(number) + "th";
}

}  // namespace

std::string sentence(Deviation deviation, const std::string& what) {
  switch (deviation) {
    case Deviation::lost:
      return what + " is lost";
    case Deviation::doubled:
      return what + " comes twice";
    case Deviation::overtaken:
      return what + " is overtaken by the receiver's next event";
    case Deviation::overdue:
      return what + " comes after the receiver's next timer";
    case Deviation::timer_first:
      return "before " + what + ": the receiver's next timer, and all messages to it wait";
    case Deviation::cut:
      return "before " + what + ": the receiver is cut off until no message is under way";
    case Deviation::isolated:
      return "before " + what + ": the receiver is cut off for a second";
    case Deviation::paused:
      return "before " + what + ": the receiver is paused until no message is under way";
    case Deviation::stopped:
      return "before " + what + ": the receiver is paused for a second";
    case Deviation::killed:
      return "before " + what + ": the receiver is killed, and started at once";
    case Deviation::dead:
      return "before " + what +
             ": the receiver is killed, and started when no message is under way";
    case Deviation::early:
      return "before " + what + ": the next operation begins";
    case Deviation::late:
      return what + " begins only after the next timer";
  }
  return what;
}

std::string MessageNames::next(const glomers::Message& message) {
  const std::string kind = message.src + "'s ";
  const std::string type = std::string(message.body.type()) + " to " + message.dest;
  return kind + ordinal(++counts_[kind + type]) + ' ' + type;
}

}  // namespace eddy
