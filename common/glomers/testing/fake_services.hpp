#pragma once

#include <cstdint>
#include <map>
#include <string>

#include "glomers/message.hpp"

namespace glomers {

/// Maelstrom's services in memory for tests: seq-kv, lin-kv and lww-kv, each
/// with its own keys and all linearizable, and lin-tso.
class FakeServices {
 public:
  static bool is_service(const std::string& name);

  /// From now on every request is refused with temporarily-unavailable, or none is any more.
  void set_refusing(bool refusing) { refusing_ = refusing; }

  /// Carries out a request to a service. Returns the reply's body, without in_reply_to.
  Json answer(const Message& request);

  /// The keys and values of one service, to be looked at and changed. lin-tso has none.
  std::map<Json, Json>& store(const std::string& service) { return stores_[service]; }

 private:
  std::map<std::string, std::map<Json, Json>> stores_;
  std::int64_t next_timestamp_ = 0;
  bool refusing_ = false;
};

}  // namespace glomers
