#include "tests/eddy/workloads/echo/check_echo.hpp"

#include "tests/eddy/judge/findings.hpp"
#include "tests/eddy/judge/values.hpp"

namespace eddy {

namespace {

/// The payload that came back; null where the reply has none.
Json echoed(const Json& reply) {
  return reply.is_object() ? reply.value("echo", Json()) : Json();
}

/// The value of a failed operation is what was sent, not what came.
const Json& came(const Op& reply) {
  return reply.type == OpType::ok ? reply.value.json() : reply.error;
}

std::string what_came(const Op& reply) {
  if (reply.type == OpType::ok) return quote(reply.value);
  return reply.error.is_null() ? "an error" : "the error " + quote(reply.error);
}

}  // namespace

Json check_echo(const History& history) {
  const std::vector<std::size_t> pairs = pair_ops(history);
  Json errors = Json::array();
  Findings wrong;
  for (std::size_t i = 0; i < history.size(); ++i) {
    const Op& reply = history[i];
    const bool over = reply.type == OpType::ok || reply.type == OpType::fail;
    if (!over || pairs[i] == unpaired) continue;
    const Op& request = history[pairs[i]];
    if (same_value(request.value, echoed(reply.value))) continue;
    errors.push_back(
        Json::array({"Expected a message with :echo", request.value, "But received", reply.value}));
    wrong.add("echo",
              who_and_when(request) + ", sent " + quote(request.value) +
                  " and should have got it back, but at " + in_seconds(reply.time_ns) + " got " +
                  what_came(reply) + ".",
              {{"sent", request.value}, {reply.type == OpType::ok ? "got" : "error", came(reply)}});
  }
  Json result = {{"valid", errors.empty()}, {"error-count", errors.size()}, {"errors", errors}};
  conclude(result, wrong, {});
  return result;
}

}  // namespace eddy
