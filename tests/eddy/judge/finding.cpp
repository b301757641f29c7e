#include "tests/eddy/judge/finding.hpp"

namespace eddy {

Json to_json(const Finding& finding) {
  return {{"kind", finding.kind},
          {"operations", finding.operations},
          {"nodes", finding.nodes},
          {"values", finding.values.is_null() ? Json::object() : finding.values},
          {"text", finding.text}};
}

}  // namespace eddy
