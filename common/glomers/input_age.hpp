#pragma once

#include <cstddef>
#include <optional>

#include "glomers/time.hpp"

namespace glomers {

/// Tells since when a line of input may have waited to be read. The loop reads at once what
/// comes, so a line has mostly not waited at all. But what comes while the process is stopped
/// (SIGSTOP) waits in the pipe, and nobody can say when it came: at any time since the loop
/// last saw its input empty. That stays so until it sees it empty again.
class InputAge {
 public:
  /// A turn of the loop begins. `was_stopped`: the process may have been, since the last one.
  void begin_turn(Time now, bool was_stopped);

  /// In this turn so many bytes were read. `was_all`: after them there was nothing to read.
  void note_read(std::size_t bytes, bool was_all);

  /// All lines that have been read are handled.
  void note_handled();

  /// In this turn there was nothing to read.
  void note_empty();

  /// When to begin a turn, be it only to see that there is nothing to read.
  std::optional<Time> next_look() const;

  /// The lines that were read last came at this time or later.
  Time came_since() const { return catching_up_ ? empty_at_ : read_at_; }

 private:
  void catch_up(Time empty_at);

  Time turn_began_{0};
  bool was_stopped_ = false;  ///< before this turn, or while the loop waited
  Time read_at_{0};           ///< when input was read last
  bool read_all_ = true;      ///< after that there was nothing to read
  bool catching_up_ = false;  ///< with what came while the process was stopped
  Time empty_at_{0};          ///< when the input was last known to be empty
  Time more_until_{0};        ///< what comes up to this had waited as well
};

}  // namespace glomers
