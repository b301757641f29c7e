#include "tests/eddy/workloads/recognize.hpp"

#include "tests/eddy/workloads/kinds.hpp"

namespace eddy {
namespace {

/// What of a history can be of a workload.
struct Share {
  const WorkloadKind* kind = nullptr;
  std::size_t count = 0;  ///< operations
  std::size_t first = 0;  ///< position of the first one, if there is one
};

Share share_of(const WorkloadKind& kind, const History& history) {
  Share share = {&kind};
  for (std::size_t i = 0; i < history.size(); ++i) {
    if (history[i].process == nemesis_process || !kind.takes(history[i])) continue;
    if (share.count++ == 0) share.first = i;
  }
  return share;
}

}  // namespace

std::optional<std::string> workload_of(const History& history) {
  Share likeliest;
  for (const WorkloadKind* kind : workload_kinds()) {
    const Share share = share_of(*kind, history);
    const bool is_likelier = share.count > likeliest.count ||
                             (share.count == likeliest.count && share.first < likeliest.first);
    if (share.count > 0 && is_likelier) likeliest = share;
  }
  return likeliest.kind ? std::optional(likeliest.kind->name()) : std::nullopt;
}

std::optional<std::string> other_workload(const History& history, const std::string& workload) {
  if (share_of(workload_kind(workload), history).count > 0) return std::nullopt;
  return workload_of(history);
}

}  // namespace eddy
