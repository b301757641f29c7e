#include "glomers/input_age.hpp"
#include "tests/catch.hpp"

using namespace glomers;

namespace {

/// An age at the times of a story: each step is a turn of the loop.
struct Story {
  InputAge age;

  void turn(Time now) { age.begin_turn(now, false); }
  void turn_after_stop(Time now) { age.begin_turn(now, true); }
  /// Reads a little, all that there was, and handles it: since when it may have waited.
  Time read(std::size_t bytes = 100, bool was_all = true) {
    age.note_read(bytes, was_all);
    const Time since = age.came_since();
    age.note_handled();
    return since;
  }
};

constexpr std::size_t full_pipe = 1 << 16;

TEST_CASE("while all goes on, a line has waited since it was read") {
  Story s;
  s.turn(1s);
  CHECK(s.read() == 1s);
  s.turn(5s);
  CHECK(s.read(full_pipe) == 5s);
  CHECK(!s.age.next_look());
}

TEST_CASE("lines that were read and are handled in a later turn have waited since they were read") {
  Story s;
  s.turn(1s);
  s.age.note_read(full_pipe, true);
  s.turn(2s);
  CHECK(s.age.came_since() == 1s);
}

TEST_CASE("after a stop, what is read came at any time since the input was empty") {
  Story s;
  s.turn(1s);
  s.read();
  s.turn_after_stop(9s);
  CHECK(s.read() == 1s);
  s.turn(10s);
  CHECK(s.read() == 10s);
  s.turn(11s);
  s.age.note_empty();
  s.turn_after_stop(20s);
  CHECK(s.read() == 11s);
}

TEST_CASE("an input that looked empty before a stop may have got something during it") {
  Story s;
  s.turn(1s);
  s.read();
  s.turn_after_stop(9s);
  s.age.note_empty();
  s.turn(10s);
  CHECK(s.read() == 1s);
}

TEST_CASE("lines that were read before a stop do not say what came during it") {
  Story s;
  s.turn(1s);
  s.age.note_read(100, true);
  s.turn_after_stop(9s);
  CHECK(s.age.came_since() == 0s);
  s.age.note_handled();
  s.turn(10s);
  CHECK(s.read() == 0s);
  s.turn(11s);
  CHECK(s.read() == 11s);
}

TEST_CASE("whoever found the pipe full during a stop is waited for") {
  Story s;
  s.turn_after_stop(9s);
  CHECK(s.read(full_pipe) == 0s);
  CHECK(s.age.next_look() == 9s + 250ms);
  s.turn(9s + 100ms);
  s.age.note_empty();
  CHECK(s.read() == 0s);
  s.turn(9s + 250ms);
  s.age.note_empty();
  CHECK(!s.age.next_look());
  CHECK(s.read() == 9s + 250ms);
}

TEST_CASE("what was not read to its end says nothing of the rest") {
  Story s;
  s.turn_after_stop(9s);
  CHECK(s.read(100, false) == 0s);
  s.turn(10s);
  CHECK(s.read() == 0s);
  s.turn(11s);
  CHECK(s.read() == 11s);
}

}  // namespace
