#include "tests/eddy/judge/cannot_judge.hpp"

#include "tests/eddy/judge/findings.hpp"

namespace eddy {

glomers::Json unknown_result(const std::string& error, const Sentence& sentence) {
  Json result = {{"valid", "unknown"}, {"error", error}};
  Findings wrong;
  wrong.add(error, sentence);
  conclude(result, wrong, {});
  return result;
}

}  // namespace eddy
