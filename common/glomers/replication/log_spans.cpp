#include "glomers/replication/log_spans.hpp"

#include <utility>

namespace glomers {
namespace {

std::string to_text(const Logs& logs, const std::vector<LogSpan>& spans) {
  Json entries = Json::object();
  for (const auto& [log, start, end] : spans) {
    Json& span = entries[logs.name(log)];
    span.push_back(start);
    for (std::uint64_t i = start; i < end; ++i) span.push_back(logs.entry(log, i));
  }
  return entries.dump();
}

}  // namespace

/// A log's prefix never changes: equal spans are equal texts.
std::shared_ptr<const LogSpans> SpanWriter::write(const Logs& logs, std::vector<LogSpan> spans) {
  if (last_ && last_->spans == spans) return last_;
  auto text = std::make_shared<const std::string>(to_text(logs, spans));
  last_ = std::make_shared<const LogSpans>(LogSpans{std::move(spans), {"logs", std::move(text)}});
  return last_;
}

}  // namespace glomers
