#pragma once

#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>

#include "glomers/json.hpp"
#include "glomers/message_body.hpp"

namespace glomers {

/// A body field whose value is already JSON text, so that a large value that
/// changes little is not serialised anew for every reply.
struct RawField {
  std::string name;                         ///< empty: there is none
  std::shared_ptr<const std::string> text;  ///< valid JSON
};

/// One message of Maelstrom's protocol; on the wire one line of JSON
/// {"src": ..., "dest": ..., "body": {"type": ..., ...}}.
struct Message {
  std::string src;
  std::string dest;
  MessageBody body;
  RawField raw;
};

/// A line that is no message. what() says what is wrong and where in the line.
struct MessageError : std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// Reads a line of a node's input (with or without its newline). Throws MessageError unless
/// it is a JSON object with strings `src` and `dest` and an object `body` that has a
/// string `type`, and integers in `msg_id` and `in_reply_to` where present; null is as absent.
/// Fields beside these (Maelstrom adds `id`) are ignored. A number beyond a double's range is
/// refused, and so are text that is not Unicode, and more than 500 levels of nesting. A plain
/// body stays text until it is looked into.
Message parse_message(std::string_view line);

/// Reads a line of a node's output, as Maelstrom does: a JSON object with strings `src` and
/// `dest`, perhaps any `body` and an integer `id`, and no other field. Throws MessageError.
Message parse_output_line(std::string_view line);

/// The message as one line, without a newline.
std::string to_line(const Message& message);
/// Adds the same to the end of a text.
void append_line(std::string& text, const Message& message);

/// The message with its raw field put into the body.
Message complete(Message message);

}  // namespace glomers
