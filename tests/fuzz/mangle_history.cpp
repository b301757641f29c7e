#include "tests/fuzz/mangle_history.hpp"

#include <iterator>
#include <vector>

namespace eddy {
namespace {

Json odd_value(glomers::Random& random) {
  static const std::vector<Json> values = {nullptr,
                                           false,
                                           -2,
                                           -1,
                                           0,
                                           1,
                                           INT64_MIN,
                                           INT64_MAX,
                                           std::uint64_t{1} << 63,
                                           1.5,
                                           -0.0,
                                           1e300,
                                           "",
                                           "1",
                                           Json::array(),
                                           Json::array({1, 2}),
                                           Json::object(),
                                           {{"1", 1}}};
  return values[random.below(values.size())];
}

/// Goes down to a part that it draws, and changes that.
void mangle_value(Json& value, glomers::Random& random) {
  const bool has_parts = value.is_array() || value.is_object();
  if (!has_parts || value.empty() || random.chance(0.15)) {
    value = odd_value(random);
    return;
  }
  const std::size_t part = random.below(value.size());
  if (value.is_array() && random.chance(0.04)) {
    value.erase_at(part);
  } else if (value.is_array() && random.chance(0.04)) {
    value.push_back(Json(value[part]));
  } else {
    const auto place = static_cast<std::ptrdiff_t>(part);
    mangle_value(value.is_array() ? value[part] : std::next(value.items().begin(), place)->second,
                 random);
  }
}

}  // namespace

void mangle_history(History& history, glomers::Random& random) {
  if (history.empty()) return;
  for (std::uint64_t left = 1 + random.below(4); left > 0; --left) {
    Op& op = history[random.below(history.size())];
    if (op.type != OpType::invoke && random.chance(0.1)) {
      op.type = random.chance(0.5) ? OpType::info : OpType::fail;
    } else if (random.chance(0.1)) {
      op.committed = odd_value(random);
    } else {
      mangle_value(op.value.own(), random);
    }
  }
}

}  // namespace eddy
