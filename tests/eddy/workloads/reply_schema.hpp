#pragma once

#include <optional>
#include <string>
#include <vector>

#include "glomers/json.hpp"

namespace eddy {

using glomers::Json;

/// The values that a field of a reply may hold.
struct Shape {
  const char* description;  ///< follows "must be"
  bool (*matches)(const Json&);
};

/// Where a list may stand, null may, too.
namespace shape {
extern const Shape any;
extern const Shape integer;               ///< within 64 bits
extern const Shape list;                  ///< of anything
extern const Shape offsets;               ///< {key: offset, ...}
extern const Shape messages_by_key;       ///< {key: [[offset, message], ...], ...}
extern const Shape completed_operations;  ///< [["r" or "w", key, value], ...]
extern const Shape completed_appends;     ///< [["append", key, element], ["r", key, list], ...]
}  // namespace shape

/// What the body of a reply must look like: exactly this type and these fields.
/// Beside them only msg_id, an integer, and in_reply_to may stand in it.
struct ReplySchema {
  struct Field {
    std::string name;
    Shape shape;
  };

  std::string type;
  std::vector<Field> fields = {};
};

/// What is wrong with a reply.
struct Malformation {
  std::string fault;  ///< what was expected: "field 'value' must be an integer"
  std::string got;    ///< what came, cut short

  /// "malformed reply: ..., got ..."
  std::string text() const;
};

/// None if the body is as the schema wants it.
std::optional<Malformation> find_malformation(const Json& body, const ReplySchema& schema);

}  // namespace eddy
