#pragma once

#include <optional>
#include <string>
#include <vector>

namespace CLI {
class App;
class ParseError;
}  // namespace CLI

namespace glomers {

/// What is wrong with a command line, for a person (options.cpp, the one source that compiles
/// CLI11). Words that no option takes are named as unexpected() does. `app` is the program or
/// the command that got the command line.
std::string complaint(const CLI::App& app, const CLI::ParseError& error);

/// Words of a command line that no option takes, in their order, with the option that was
/// probably meant.
std::string unexpected(const std::vector<std::string>& words,
                       const std::vector<std::string>& option_names);

/// The name that the word was probably meant to be: one that it is the beginning
/// of, else the one with the least edit distance (Levenshtein 1966), if that is at
/// most 2, or a third of the word's length.
std::optional<std::string> nearest(const std::string& word, const std::vector<std::string>& names);

std::string joined(const std::vector<std::string>& words, const std::string& separator);

}  // namespace glomers
