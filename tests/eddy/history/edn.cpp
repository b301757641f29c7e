#include "tests/eddy/history/edn.hpp"

#include <algorithm>
#include <cctype>
#include <string>

#include "tests/eddy/history/json_text.hpp"

namespace eddy {
namespace {

bool is_space(char c) {
  return std::isspace(static_cast<unsigned char>(c)) || c == ',';
}

/// Whether the character ends a keyword, a symbol or a number.
bool is_delimiter(char c) {
  return is_space(c) || std::string_view("()[]{}\";").find(c) != std::string_view::npos;
}

/// The word without its colon and its question mark.
std::string plain_name(std::string_view token) {
  if (token.front() == ':') token.remove_prefix(1);
  if (!token.empty() && token.back() == '?') token.remove_suffix(1);
  return std::string(token);
}

/// The number that the word is; none if it is no number.
std::optional<Json> read_number(std::string_view token) {
  if (token.back() == 'N' || token.back() == 'M') token.remove_suffix(1);
  if (token.front() == '+') token.remove_prefix(1);
  const auto slash = token.find('/');
  if (slash == token.npos) return Json::try_parse(token);
  const auto above = Json::try_parse(token.substr(0, slash));
  const auto below = Json::try_parse(token.substr(slash + 1));
  if (!above || !above->is_number() || !below || !below->is_number()) return std::nullopt;
  return above->get<double>() / below->get<double>();
}

class Reader {
 public:
  explicit Reader(std::string_view text) : text_(text) {}

  void read_values(const std::function<void(Json)>& take) {
    for (skip_blanks(); at_ < text_.size(); skip_blanks()) take(read());
  }

  Json read_document() {
    Json value = read();
    skip_blanks();
    if (at_ < text_.size()) fail("something follows the value");
    return value;
  }

 private:
  [[noreturn]] void fail(const std::string& what) const {
    throw EdnError(what + " at byte " + std::to_string(at_ + 1));
  }

  bool starts_with(std::string_view s) const { return text_.substr(at_).substr(0, s.size()) == s; }

  /// Skips white space, comments and discarded values.
  void skip_blanks() {
    while (at_ < text_.size()) {
      if (is_space(text_[at_])) {
        ++at_;
      } else if (text_[at_] == ';') {
        at_ = std::min(text_.find('\n', at_), text_.size());
      } else if (starts_with("#_")) {
        at_ += 2;
        read();
      } else {
        break;
      }
    }
  }

  Json read() {
    skip_blanks();
    if (at_ == text_.size()) fail("a value is missing");
    if (depth_ == max_history_nesting)
      fail("nested deeper than " + std::to_string(max_history_nesting) + " levels");
    ++depth_;
    Json value = read_value();
    --depth_;
    return value;
  }

  Json read_value() {
    switch (text_[at_]) {
      case '{':
        return read_map();
      case '[':
        return read_items(']');
      case '(':
        return read_items(')');
      case '"':
        return read_string();
      case '#':
        return read_dispatched();
      case '\\':
        return read_character();
      default:
        return read_token();
    }
  }

  Json read_dispatched() {
    ++at_;
    if (starts_with("{")) return read_items('}');  // a set
    if (starts_with("#")) {                        // ##NaN, ##Inf, ##-Inf
      ++at_;
      token();
      return nullptr;
    }
    token();  // a tag
    return read();
  }

  /// Whether the collection ends here; takes the closing character.
  bool ends(char close) {
    skip_blanks();
    if (at_ == text_.size()) fail(std::string("a collection lacks its ") + close);
    if (text_[at_] != close) return false;
    ++at_;
    return true;
  }

  Json read_items(char close) {
    ++at_;
    Json items = Json::array();
    while (!ends(close)) items.push_back(read());
    return items;
  }

  Json read_map() {
    ++at_;
    Json map = Json::object();
    while (!ends('}')) {
      const Json key = read();
      map[key.is_string() ? key.get<std::string>() : key.dump()] = read();
    }
    return map;
  }

  /// Reads a string. EDN's are JSON's, but a line may end inside.
  Json read_string() {
    const std::size_t start = at_++;
    std::string quoted = "\"";
    for (; at_ < text_.size() && text_[at_] != '"'; ++at_) {
      if (text_[at_] == '\n') {
        quoted += "\\n";
      } else {
        quoted += text_[at_];
        if (text_[at_] == '\\' && at_ + 1 < text_.size()) quoted += text_[++at_];
      }
    }
    if (at_ == text_.size()) fail("a string lacks its closing quote");
    ++at_;
    auto value = Json::try_parse(quoted + '"');
    if (!value) {
      at_ = start;
      fail("no valid string");
    }
    return std::move(*value);
  }

  /// Reads a character: \a, or a name such as \newline.
  Json read_character() {
    const std::size_t start = at_ + 1;
    at_ = std::min(start + 1, text_.size());
    skip_token();
    return std::string(word_since(start));
  }

  /// Takes all up to the next delimiter.
  std::string_view token() {
    const std::size_t start = at_;
    skip_token();
    return word_since(start);
  }

  void skip_token() {
    while (at_ < text_.size() && !is_delimiter(text_[at_])) ++at_;
  }

  /// All words come from here, so that what is no UTF-8 gets no further.
  std::string_view word_since(std::size_t start) {
    const std::string_view word = text_.substr(start, at_ - start);
    if (glomers::is_utf8(word)) return word;
    at_ = start;
    fail("no valid UTF-8");
  }

  Json read_token() {
    const std::size_t start = at_;
    const std::string_view word = token();
    if (word.empty()) fail(std::string("unexpected ") + text_[at_]);
    if (word == "nil") return nullptr;
    if (word == "true" || word == "false") return word == "true";
    const std::size_t sign = word.front() == '-' || word.front() == '+';
    if (word.size() == sign || !std::isdigit(static_cast<unsigned char>(word[sign])))
      return plain_name(word);
    auto number = read_number(word);
    if (!number) {
      at_ = start;
      fail("no valid number: " + std::string(word));
    }
    return std::move(*number);
  }

  std::string_view text_;
  std::size_t at_ = 0;
  int depth_ = 0;  ///< values around the next
};

}  // namespace

Json read_edn(std::string_view text) {
  return Reader(text).read_document();
}

void read_edn_values(std::string_view text, const std::function<void(Json)>& take) {
  Reader(text).read_values(take);
}

}  // namespace eddy
