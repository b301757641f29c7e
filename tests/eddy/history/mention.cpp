#include "tests/eddy/history/mention.hpp"

#include <charconv>
#include <cstdio>
#include <optional>

namespace eddy {
namespace {

const std::string before_process = "process ";
const std::string before_index = ", op ";

/// The number that stands there; moves `at` behind it.
std::optional<std::int64_t> number_at(const std::string& text, std::size_t& at) {
  std::int64_t number = 0;
  const auto [end, failed] = std::from_chars(text.data() + at, text.data() + text.size(), number);
  if (failed != std::errc()) return std::nullopt;
  at = static_cast<std::size_t>(end - text.data());
  return number;
}

}  // namespace

std::string who_and_when(const Op& op) {
  return before_process + std::to_string(op.process) + before_index + std::to_string(op.index) +
         ", at " + in_seconds(op.time_ns);
}

std::string in_seconds(std::int64_t time_ns) {
  char text[32];
  std::snprintf(text, sizeof text, "%.3f s", static_cast<double>(time_ns) * 1e-9);
  return text;
}

std::vector<Mention> mentions_in(const std::string& sentence) {
  std::vector<Mention> mentions;
  for (std::size_t at = 0; (at = sentence.find(before_process, at)) != std::string::npos;) {
    at += before_process.size();
    const auto process = number_at(sentence, at);
    if (!process || sentence.compare(at, before_index.size(), before_index) != 0) continue;
    const std::size_t after_process = at;
    at += before_index.size();
    if (const auto index = number_at(sentence, at))
      mentions.push_back({*process, *index, after_process});
  }
  return mentions;
}

}  // namespace eddy
