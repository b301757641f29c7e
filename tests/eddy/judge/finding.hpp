#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "eddy/history/sentence.hpp"

namespace eddy {

/// One thing that a checker has found, as data. Programs go by all but the text, which is for
/// a person, and may be worded anew without any other consequence.
struct Finding {
  Finding(std::string name, const Sentence& sentence, Json facts)
      : kind(std::move(name)),
        operations(sentence.operations()),
        nodes(sentence.nodes()),
        values(std::move(facts)),
        text(sentence.text()) {}

  std::string kind;                      ///< "lost", "G1a"
  std::vector<std::int64_t> operations;  ///< indices of all that the text names
  std::vector<std::string> nodes;        ///< those that these asked, if the bench tells
  Json values;                           ///< by name, what it is about: a key, an offset; or null
  std::string text;
};

/// {"kind", "operations", "nodes", "values", "text"}
Json to_json(const Finding& finding);

}  // namespace eddy
