#include "tests/eddy/history/edn_history.hpp"

#include "tests/eddy/history/edn.hpp"
#include "tests/eddy/history/history.hpp"
#include "tests/eddy/history/quote.hpp"

namespace eddy {
namespace {

/// The fields that are kept. An op has others that no checker looks at, such as a whole exception.
constexpr const char* fields[] = {"index", "time",  "type",  "process",          "f",
                                  "value", "error", "final", "seek-to-beginning"};

class Lines {
 public:
  /// Takes an op, or a list of ops.
  void add(const Json& value) {
    if (value.is_array()) {
      for (const Json& op : value) add(op);
      return;
    }
    if (!value.is_object())
      throw HistoryError("op " + std::to_string(count_) + ": no map: " + quote(value));
    Json op = {{"index", count_++}};
    for (const char* field : fields)
      if (value.contains(field)) op[field] = value[field];
    text_ += op.dump() + '\n';
  }

  std::size_t count() const { return count_; }
  std::string text() && { return std::move(text_); }

 private:
  std::string text_;
  std::size_t count_ = 0;
};

}  // namespace

bool is_edn_history(std::string_view text) {
  const auto first = text.find_first_not_of(" \t\r\n,([{");
  return first != std::string_view::npos &&
         std::string_view(":#;").find(text[first]) != std::string_view::npos;
}

std::string json_lines(std::string_view edn_history) {
  Lines lines;
  try {
    read_edn_values(edn_history, [&](const Json& value) { lines.add(value); });
  } catch (const EdnError& error) {
    throw HistoryError("after " + std::to_string(lines.count()) + " ops: " + error.what());
  }
  return std::move(lines).text();
}

}  // namespace eddy
