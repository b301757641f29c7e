#pragma once

#include <set>
#include <string>

#include "tests/eddy/history/history.hpp"

namespace eddy::plain {

/// Judges one small history of transactions straight from the definitions.
class Judge {
 public:
  virtual ~Judge() = default;

  /// Nobody can tell, whatever the model.
  virtual bool is_unknown() const = 0;

  /// Of the anomalies that are no cycles, those that occur.
  virtual const std::set<std::string>& anomalies() const = 0;

  /// Does the history break the model, an empty graph aside? `causal` is asked of
  /// histories without duplicate or null writes only.
  virtual bool breaks(const std::string& model) const = 0;

  /// No transaction depends on another one, nor on itself, by what the model looks at.
  virtual bool is_empty(const std::string& model) const = 0;

  /// As a result's "valid"; of histories that are not unknown whatever the model.
  virtual Json verdict(const std::string& model) const = 0;
};

}  // namespace eddy::plain
