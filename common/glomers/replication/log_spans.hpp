#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "glomers/message.hpp"
#include "glomers/replication/logs.hpp"

namespace glomers {

/// Entries [start, end) of a log.
struct LogSpan {
  LogId log;
  std::uint64_t start;
  std::uint64_t end;

  bool operator==(const LogSpan&) const = default;
};

/// All that a batch carries of the logs. Batches that carry the same share it.
struct LogSpans {
  std::vector<LogSpan> spans;
  RawField field;  ///< `logs` of a Batch
};

/// Writes spans as text. The hub's batches of one beat carry nearly all the same, which is
/// then written once.
class SpanWriter {
 public:
  std::shared_ptr<const LogSpans> write(const Logs& logs, std::vector<LogSpan> spans);

 private:
  std::shared_ptr<const LogSpans> last_;
};

}  // namespace glomers
