#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "glomers/replication/journal_store.hpp"

namespace glomers {

/// Where a journal stands: one start of one node (an origin's name), chunk by chunk.
std::string chunk_key(const std::string& origin, std::size_t number);

/// In the place of a chunk: the journal ends here.
extern const Json seal_mark;

/// Reads one journal to its end, in windows that double: the number of round trips
/// grows with the logarithm of the number of chunks, as long as the store takes a
/// window's questions at once.
///
/// Chunks are written one after the other, each once the one before is stored. So
/// the first that does not exist is the end, and whatever was stored before the
/// reading began is before it.
class JournalReader : public std::enable_shared_from_this<JournalReader> {
 public:
  using Done = std::function<void(std::vector<Json> entries)>;

  enum class End {
    open,    ///< it may grow: its node lives, or seals it itself
    sealed,  ///< put a seal there, so that no write that is still under way can succeed
  };

  static void read(JournalStore& store, const std::string& origin, End end, Done done);

 private:
  JournalReader(JournalStore& store, std::string origin, End end, Done done)
      : store_(store), origin_(std::move(origin)), end_(end), done_(std::move(done)) {}

  void read_window();
  void take_window();
  void take(const Json& chunk);
  void seal();
  void finish() { done_(std::move(entries_)); }

  JournalStore& store_;
  std::string origin_;
  End end_;
  Done done_;
  std::size_t next_ = 0;  ///< the first chunk that has not been taken
  std::vector<std::optional<Json>> window_;
  std::size_t unanswered_ = 0;
  std::vector<Json> entries_;
};

}  // namespace glomers
