#include "glomers/input_age.hpp"

namespace glomers {
namespace {

/// A full pipe holds at least so much. Linux gives it 16 pages of 4,096 bytes, and a message
/// that has no room in the last page begins the next (pipe(7)); macOS lets it grow to 64 KiB.
constexpr std::size_t min_full_pipe = 1 << 15;

/// Whoever found the pipe full has more to say, and goes on to write within this time.
constexpr Time time_to_write_on = 250ms;

}  // namespace

void InputAge::begin_turn(Time now, bool was_stopped) {
  turn_began_ = now;
  was_stopped_ = was_stopped;
  if (!was_stopped) return;
  catching_up_ = true;
  read_all_ = false;  // more may have come meanwhile
}

void InputAge::note_read(std::size_t bytes, bool was_all) {
  read_at_ = turn_began_;
  if (catching_up_ && bytes >= min_full_pipe) more_until_ = turn_began_ + time_to_write_on;
  read_all_ = was_all && turn_began_ >= more_until_;
}

void InputAge::note_handled() {
  if (read_all_) catch_up(read_at_);
}

void InputAge::note_empty() {
  // What came during a stop may have come after the loop looked.
  if (!was_stopped_ && turn_began_ >= more_until_) catch_up(turn_began_);
}

std::optional<Time> InputAge::next_look() const {
  if (!catching_up_) return std::nullopt;
  return more_until_;
}

void InputAge::catch_up(Time empty_at) {
  empty_at_ = empty_at;
  catching_up_ = false;
}

}  // namespace glomers
