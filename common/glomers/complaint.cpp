#include "glomers/complaint.hpp"

#include <algorithm>
#include <numeric>

namespace glomers {
namespace {

using Words = std::vector<std::string>;

/// Computes the distance row by row: row[j] is how far the letters of a that have been read are
/// from b's first j letters.
std::size_t edit_distance(const std::string& a, const std::string& b) {
  std::vector<std::size_t> row(b.size() + 1);
  std::iota(row.begin(), row.end(), std::size_t{0});
  for (const char letter : a) {
    std::size_t diagonal = row[0]++;
    for (std::size_t j = 0; j < b.size(); ++j) {
      const std::size_t replaced = diagonal + (letter != b[j]);
      diagonal = row[j + 1];
      row[j + 1] = std::min({replaced, row[j] + 1, row[j + 1] + 1});
    }
  }
  return row.back();
}

}  // namespace

std::string unexpected(const Words& words, const Words& option_names) {
  const auto option =
      std::find_if(words.begin(), words.end(), [](const auto& word) { return word[0] == '-'; });
  std::string text = "not expected: " + joined(words, " ");
  if (option == words.end()) return text;
  const auto meant = nearest(option->substr(0, option->find('=')), option_names);
  return meant ? text + " (did you mean " + *meant + "?)" : text;
}

std::string joined(const Words& words, const std::string& separator) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : separator) + word;
  return text;
}

std::optional<std::string> nearest(const std::string& word, const Words& names) {
  const auto begins = [&](const std::string& name) { return name.starts_with(word); };
  const auto longer = std::find_if(names.begin(), names.end(), begins);
  if (longer != names.end()) return *longer;
  const auto closer = [&](const std::string& a, const std::string& b) {
    return edit_distance(word, a) < edit_distance(word, b);
  };
  const auto best = std::min_element(names.begin(), names.end(), closer);
  const std::size_t farthest = std::max<std::size_t>(2, word.size() / 3);
  if (best == names.end() || edit_distance(word, *best) > farthest) return std::nullopt;
  return *best;
}

}  // namespace glomers
