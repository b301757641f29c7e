#if __has_include(<catch2/catch_all.hpp>)
#include <catch2/catch_all.hpp>
#else
#include <catch2/catch.hpp>
#endif
#include <glomers/testing.hpp>

#include "counter.hpp"

TEST_CASE("a counter counts") {
  using glomers::Json;
  glomers::TestNode t(counter_program());
  t.init("n0", {"n0"});
  for (int i = 0; i < 2; ++i) t.ask({{"type", "add"}, {"delta", 3}});
  t.advance(std::chrono::milliseconds(1));
  CHECK(t.request({{"type", "read"}}) == Json({{"type", "read_ok"}, {"value", 6}}));
}
