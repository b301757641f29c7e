#include <sstream>

#include "tests/eddy/history/edn.hpp"
#include "tests/eddy/judge/txn/model_names.hpp"
#include "tests/eddy/workloads/check.hpp"
#include "tests/eddy/workloads/kinds.hpp"
#include "tests/fuzz/choices.hpp"
#include "tests/fuzz/targets.hpp"

namespace glomers {

void fuzz_readers(std::string_view bytes) {
  Choices choices(bytes.substr(0, 2));
  const std::string text(bytes.substr(std::min<std::size_t>(2, bytes.size())));
  try {
    if (choices.below(4) == 0) {
      eddy::read_edn(text);
      return;
    }
    std::istringstream lines(text);
    const eddy::History history = eddy::read_history(lines);
    eddy::check(choices.of(eddy::workload_names()), history, {eddy::consistency_model_names()});
  } catch (const eddy::EdnError&) {
  } catch (const eddy::HistoryError&) {
  }
}

}  // namespace glomers
