#include "tests/fuzz/plain_model.hpp"

#include <map>

namespace eddy::plain {

Model model_named(const std::string& name) {
  static const std::map<std::string, Model> models = {
      {"read-uncommitted", {g0, unordered, false, false}},
      {"read-committed", {g1c, unordered, false, false}},
      {"monotonic-atomic-view", {g1c, unordered, false, false}},
      {"read-atomic", {g1c, unordered, true, false}},
      {"causal-cerone", {g1c, unordered, true, false}},
      {"cursor-stability", {g1c, unordered, false, true}},
      {"repeatable-read", {g2, unordered, false, true}},
      {"snapshot-isolation", {nonadjacent, unordered, true, true}},
      {"serializable", {g2, unordered, true, true}},
      {"strong-session-read-uncommitted", {g0, by_process, false, false}},
      {"strong-session-read-committed", {g1c, by_process, false, false}},
      {"causal", {g1c, by_process, true, false}},
      {"strong-session-snapshot-isolation", {nonadjacent, by_process, true, true}},
      {"strong-session-serializable", {g2, by_process, true, true}},
      {"strong-read-uncommitted", {g0, by_realtime, false, false}},
      {"strong-read-committed", {g1c, by_realtime, false, false}},
      {"strong-snapshot-isolation", {nonadjacent, by_realtime, true, true}},
      {"strict-serializable", {g2, by_realtime, true, true}}};
  return models.at(name);
}

}  // namespace eddy::plain
