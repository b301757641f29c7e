#pragma once

#include <optional>
#include <string>
#include <vector>

namespace CLI {
class App;
class ParseError;
}  // namespace CLI

namespace glomers {

/// What is wrong with the words of a command line, for a person. Words that no
/// option takes are named in their order, with the option that was probably meant.
/// `app`: the program or the command that got them.
std::string complaint(const CLI::App& app, const CLI::ParseError& error);

/// "--acks, --flush-interval-ms": all options, in their order.
std::string option_names(const CLI::App& app);

/// The name that the word was probably meant to be: one that it is the beginning
/// of, else the one with the least edit distance (Levenshtein 1966), if that is at
/// most 2, or a third of the word's length.
std::optional<std::string> nearest(const std::string& word, const std::vector<std::string>& names);

}  // namespace glomers
