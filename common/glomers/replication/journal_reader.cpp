#include "glomers/replication/journal_reader.hpp"

namespace glomers {
namespace {

constexpr std::size_t first_window = 8;

}  // namespace

std::string chunk_key(const std::string& origin, std::size_t number) {
  return "journal/" + origin + '/' + std::to_string(number);
}

const Json seal_mark = "sealed";

void JournalReader::read(JournalStore& store, const std::string& origin, End end, Done done) {
  const std::shared_ptr<JournalReader> reader(
      new JournalReader(store, origin, end, std::move(done)));
  reader->window_.resize(first_window);
  reader->read_window();
}

void JournalReader::read_window() {
  unanswered_ = window_.size();
  for (std::size_t i = 0; i < window_.size(); ++i) {
    store_.read(chunk_key(origin_, next_ + i),
                [self = shared_from_this(), i](const std::optional<Json>& chunk) {
                  self->window_[i] = chunk;
                  if (--self->unanswered_ == 0) self->take_window();
                });
  }
}

void JournalReader::take_window() {
  for (const auto& chunk : window_) {
    if (!chunk) return end_ == End::sealed ? seal() : finish();
    if (*chunk == seal_mark) return finish();
    take(*chunk);
  }
  window_.assign(2 * window_.size(), std::nullopt);
  read_window();
}

void JournalReader::take(const Json& chunk) {
  const auto& entries = chunk.as_array();
  entries_.insert(entries_.end(), entries.begin(), entries.end());
  ++next_;
}

/// Where the seal finds a chunk, a last write has come through meanwhile.
void JournalReader::seal() {
  store_.create(chunk_key(origin_, next_), seal_mark, [self = shared_from_this()](bool created) {
    if (created) return self->finish();
    self->store_.read_existing(chunk_key(self->origin_, self->next_), [self](const Json& chunk) {
      if (chunk == seal_mark) return self->finish();
      self->take(chunk);
      self->seal();
    });
  });
}

}  // namespace glomers
