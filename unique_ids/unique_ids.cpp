#include "unique_ids/unique_ids.hpp"

#include <cinttypes>
#include <cstdio>
#include <optional>

namespace unique_ids {
namespace {

constexpr unsigned counter_end = 1 << 12;
constexpr std::uint64_t variant = 0b10;

std::shared_ptr<void> install(Node& node) {
  const auto ids = std::make_shared<std::optional<UniqueIds>>();
  node.on_init([&node, ids] { ids->emplace(node.index(), node.random()); });
  node.on("generate", [&node, ids](const Message& request) {
    ensure(ids->has_value(), "a request comes after init");
    const std::int64_t unix_ms = node.wall_clock() / 1ms;
    node.reply(request, {{"type", "generate_ok"}, {"id", (*ids)->next(unix_ms)}});
  });
  return ids;
}

}  // namespace

Program program() {
  return {"unique_ids", "Challenge 2: hands out ids that are unique everywhere.",
          [](Options&) { return install; }};
}

UniqueIds::UniqueIds(std::uint64_t node_index, Random& random)
    : origin_(variant << 62 | (node_index & 0xffff) << 46 | random.next() >> 18) {}

std::string UniqueIds::next(std::int64_t unix_ms) {
  if (unix_ms > last_ms_) {
    last_ms_ = unix_ms;
    counter_ = 0;
  } else if (++counter_ == counter_end) {
    ++last_ms_;
    counter_ = 0;
  }
  const auto ms = static_cast<std::uint64_t>(last_ms_);
  ensure(ms >> 48 == 0, "the time has room in an id", "it is in ms", last_ms_);
  char text[37];
  std::snprintf(text, sizeof text, "%08" PRIx64 "-%04" PRIx64 "-7%03x-%04" PRIx64 "-%012" PRIx64,
                ms >> 16 & 0xffffffff, ms & 0xffff, counter_, origin_ >> 48,
                origin_ & 0xffffffffffff);
  return text;
}

}  // namespace unique_ids
