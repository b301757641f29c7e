#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <vector>

#include "eddy/history/mention.hpp"
#include "eddy/history/quote.hpp"

namespace eddy {

/// What a checker has found: kinds (error types, for instance), each with its
/// count, and the first few as data and as sentences for a person.
class Findings {
 public:
  /// `detail` is one example as data; null where the sentence says it all.
  void add(const std::string& kind, std::string sentence, Json detail = nullptr);

  /// Takes over the kinds of the other that are not here yet.
  void merge(const Findings& other) { kinds_.insert(other.kinds_.begin(), other.kinds_.end()); }

  bool empty() const { return kinds_.empty(); }
  std::size_t count(const std::string& kind) const;

  /// In alphabetical order.
  std::vector<std::string> kinds() const;

  /// {"count": n, "errs": [detail, ...]}; errs only where there are any.
  Json errors(const std::string& kind) const;

  /// Every kind's sentences, with a word on how many more there are.
  Json sentences() const;

  /// {kind: {"count": n, "examples": [sentence, ...]}, ...}
  Json summary() const;

 private:
  struct Kind {
    std::size_t count = 0;
    Json details = Json::array();
    std::vector<std::string> sentences;
  };

  std::map<std::string, Kind> kinds_;
};

/// Adds `explanations` and `beyond` to a result where there is something to say.
void conclude(Json& result, const Findings& wrong, const Findings& beyond);

}  // namespace eddy
