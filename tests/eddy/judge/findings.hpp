#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <vector>

#include "eddy/history/quote.hpp"
#include "eddy/judge/finding.hpp"

namespace eddy {

/// What a checker has found: kinds (error types, for instance), each with its
/// count, and the first few in full.
class Findings {
 public:
  /// `values` are what a program needs to know beside the operations that the sentence names,
  /// by name. `detail` is the example as errors() shows it, where that is not the same.
  void add(const std::string& kind, const Sentence& sentence, Json values = nullptr,
           Json detail = nullptr);

  /// Takes over the kinds of the other that are not here yet.
  void merge(const Findings& other) { kinds_.insert(other.kinds_.begin(), other.kinds_.end()); }

  bool empty() const { return kinds_.empty(); }
  std::size_t count(const std::string& kind) const;

  /// In alphabetical order.
  std::vector<std::string> kinds() const;

  /// {"count": n, "errs": [detail, ...]}; errs only where there are any.
  Json errors(const std::string& kind) const;

  /// Every kind's examples, as finding.hpp has them. The last of a kind of which more were found
  /// says so: "more": n.
  Json explanations() const;

  /// {kind: {"count": n, "examples": [as in explanations(), ...]}, ...}
  Json summary() const;

 private:
  struct Kind {
    Json examples() const;

    std::size_t count = 0;
    std::vector<Finding> first;
    Json details = Json::array();
  };

  std::map<std::string, Kind> kinds_;
};

/// Adds `explanations` and `beyond` to a result where there is something to say.
void conclude(Json& result, const Findings& wrong, const Findings& beyond);

}  // namespace eddy
