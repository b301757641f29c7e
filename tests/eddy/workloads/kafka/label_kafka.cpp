#include "tests/eddy/workloads/kafka/label_kafka.hpp"

#include <cmath>

namespace eddy {

Differences kafka_differences(const Json& expected, const Json& found) {
  Differences differences;
  const Json unseen = found.contains("unseen") ? found["unseen"]["unseen"] : Json();
  add_difference("unseen", expected.value("unseen", Json()), unseen, differences);
  const double lag = expected["worst-realtime-lag"].get<double>();
  if (std::abs(lag - found["worst-realtime-lag"]["lag"].get<double>()) > 1e-9)
    add_difference("worst-realtime-lag", lag, found["worst-realtime-lag"], differences);
  // With two messages at one offset the real checker's order is an accident.
  if (expected["order-ambiguous"] == true) return differences;
  const Differences more =
      different_fields({"error-types", "bad-error-types", "counts"}, expected, found);
  differences.insert(differences.end(), more.begin(), more.end());
  return differences;
}

}  // namespace eddy
