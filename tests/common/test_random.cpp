#include <algorithm>
#include <cmath>
#include <map>

#include "glomers/random.hpp"
#include "tests/catch.hpp"

using namespace glomers;

TEST_CASE("the generator is SplitMix64: its published values for the seed 1234567") {
  Random random(1234567);
  CHECK(random.next() == 6457827717110365317ULL);
  CHECK(random.next() == 3203168211198807973ULL);
  CHECK(random.next() == 9817491932198370423ULL);
  CHECK(random.next() == 4593380528125082431ULL);
  CHECK(random.next() == 16408922859458223821ULL);
}

TEST_CASE("draws below a bound take every value about equally often") {
  Random random(1);
  std::map<std::uint64_t, int> counts;
  for (int i = 0; i < 30000; ++i) ++counts[random.below(3)];
  CHECK(counts.size() == 3);
  for (const auto& [value, count] : counts) {
    INFO(value);
    CHECK(count > 9700);
    CHECK(count < 10300);
  }
}

TEST_CASE("uniform draws lie in [0, 1) with mean one half, exponential ones have mean one") {
  Random random(2);
  double sum = 0, exponential_sum = 0;
  for (int i = 0; i < 100000; ++i) {
    const double u = random.uniform();
    REQUIRE(u >= 0);
    REQUIRE(u < 1);
    sum += u;
    const double e = random.exponential();
    REQUIRE(e >= 0);
    exponential_sum += e;
  }
  CHECK(std::abs(sum / 100000 - 0.5) < 0.005);
  CHECK(std::abs(exponential_sum / 100000 - 1) < 0.02);
}

TEST_CASE("an exponential draw exceeds t with probability e^-t") {
  constexpr int draws = 100000;
  Random random(7);
  std::vector<double> sample(draws);
  for (double& draw : sample) draw = random.exponential();
  for (const double t : {0.1, 0.5, 1.0, 2.0, 4.0}) {
    const auto beyond =
        std::count_if(sample.begin(), sample.end(), [&](double x) { return x > t; });
    CHECK(std::abs(static_cast<double>(beyond) / draws - std::exp(-t)) < 0.005);
  }
}

TEST_CASE("a chance comes true as often as it says") {
  Random random(3);
  int hits = 0;
  for (int i = 0; i < 100000; ++i) hits += random.chance(0.2);
  CHECK(std::abs(hits - 20000) < 500);
  CHECK(!random.chance(0));
  CHECK(random.chance(1));
}

TEST_CASE("a span between two lies between them and reaches towards both") {
  Random random(4);
  Time least = 1s, greatest = 0s;
  for (int i = 0; i < 10000; ++i) {
    const Time t = random.between(10ms, 20ms);
    REQUIRE(t >= 10ms);
    REQUIRE(t <= 20ms);
    least = std::min(least, t);
    greatest = std::max(greatest, t);
  }
  CHECK(least < 10100us);
  CHECK(greatest > 19900us);
  CHECK(random.between(5ms, 5ms) == 5ms);
}

TEST_CASE("shuffling brings every order about equally often") {
  Random random(5);
  std::map<std::vector<int>, int> counts;
  for (int i = 0; i < 6000; ++i) {
    std::vector<int> items = {1, 2, 3};
    random.shuffle(items);
    ++counts[items];
  }
  CHECK(counts.size() == 6);
  for (const auto& [items, count] : counts) CHECK(std::abs(count - 1000) < 120);
}

TEST_CASE("a split generator's draws do not change its parent's") {
  Random a(6), b(6);
  Random child = a.split();
  b.next();  // split() has taken this draw
  child.next();
  child.next();
  CHECK(a.next() == b.next());
  CHECK(child.next() != a.next());
}
