#pragma once

#include <optional>
#include <string>
#include <vector>

namespace glomers {

/// What is wrong with words of a command line that no option takes, for a person: they are
/// named in their order, with the option that was probably meant.
std::string complaint(const std::vector<std::string>& words,
                      const std::vector<std::string>& option_names);

/// The name that the word was probably meant to be: one that it is the beginning
/// of, else the one with the least edit distance (Levenshtein 1966), if that is at
/// most 2, or a third of the word's length.
std::optional<std::string> nearest(const std::string& word, const std::vector<std::string>& names);

std::string joined(const std::vector<std::string>& words, const std::string& separator);

}  // namespace glomers
