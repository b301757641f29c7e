#include "glomers/message.hpp"
#include "tests/fuzz/choices.hpp"
#include "tests/fuzz/targets.hpp"

namespace glomers {

void fuzz_message(std::string_view bytes) {
  try {
    const std::string line = to_line(parse_message(bytes));
    promise(to_line(parse_message(line)) == line, "a message that was read is written and read");
  } catch (const MessageError&) {  // as it should be
  }
}

}  // namespace glomers
