#include "tests/eddy/judge/txn/model_names.hpp"

#include <map>

namespace eddy {
namespace {

using Names = std::map<std::string, std::string>;

const Names& judged_names() {
  static const Names names = {
      {"PL-1", "read-uncommitted"},
      {"PL-2", "read-committed"},
      {"PL-2.99", "repeatable-read"},
      {"PL-3", "serializable"},
      {"PL-CS", "cursor-stability"},
      {"PL-SI", "snapshot-isolation"},
      {"PL-SS", "strict-serializable"},
      {"conflict-serializable", "serializable"},
      {"strong-serializable", "strict-serializable"},
      {"strong-PL-1", "strong-read-uncommitted"},
      {"strong-PL-2", "strong-read-committed"},
      {"strong-session-PL-1", "strong-session-read-uncommitted"},
      {"strong-session-PL-2", "strong-session-read-committed"},
      // Elle finds nothing more against these than against the others.
      {"PL-2L", "read-committed"},
      {"monotonic-view", "read-committed"},
      {"PL-MSR", "read-committed"},
      {"monotonic-snapshot-read", "read-committed"},
      {"prefix", "causal-cerone"},
  };
  return names;
}

constexpr const char* between_read_committed_and_si =
    "it lies between read-committed and snapshot-isolation, which are judged";
constexpr const char* between_atomic_and_si =
    "it lies between read-atomic and snapshot-isolation, which are judged";
constexpr const char* forbids_nothing =
    "Elle finds nothing against it in any history of transactions";

const Names& reasons() {
  static const Names names = {
      {"PL-2+", between_read_committed_and_si},
      {"consistent-view", between_read_committed_and_si},
      {"PL-FCV", between_read_committed_and_si},
      {"forward-consistent-view", between_read_committed_and_si},
      {"PL-3U", "it lies between read-committed and serializable, which are judged"},
      {"update-serializable", "it lies between read-committed and serializable, which are judged"},
      {"ROLA", between_atomic_and_si},
      {"parallel-snapshot-isolation", between_atomic_and_si},
      {"view-serializable", forbids_nothing},
      {"session-serializable", forbids_nothing},
      {"1SR", forbids_nothing},
      {"linearizable", forbids_nothing},
      {"sequential", forbids_nothing},
      {"writes-follow-reads", forbids_nothing},
      {"PRAM", forbids_nothing},
      {"monotonic-reads", forbids_nothing},
      {"monotonic-writes", forbids_nothing},
      {"read-your-writes", forbids_nothing},
  };
  return names;
}

}  // namespace

std::string judged_model_name(const std::string& name) {
  const auto judged = judged_names().find(name);
  return judged == judged_names().end() ? name : judged->second;
}

std::string why_not_judged(const std::string& name) {
  const auto reason = reasons().find(name);
  if (reason == reasons().end()) return "";
  return "the consistency model '" + name + "' is not judged here: " + reason->second;
}

}  // namespace eddy
