#pragma once

#include <cstdint>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace glomers {

/// A fuzzer's bytes as a list of choices; once they are used up, all choices are the first.
class Choices {
 public:
  explicit Choices(std::string_view bytes) : bytes_(bytes) {}

  bool empty() const { return bytes_.empty(); }

  std::uint8_t byte() {
    if (bytes_.empty()) return 0;
    const auto first = static_cast<std::uint8_t>(bytes_.front());
    bytes_.remove_prefix(1);
    return first;
  }

  std::size_t below(std::size_t bound) { return byte() % bound; }

  template <class T>
  const T& of(const std::vector<T>& items) {
    return items[below(items.size())];
  }

  std::string text(std::size_t most) {
    const std::string_view taken = bytes_.substr(0, byte() % (most + 1));
    bytes_.remove_prefix(std::min(taken.size(), bytes_.size()));
    return std::string(taken);
  }

 private:
  std::string_view bytes_;
};

inline void promise(bool kept, const std::string& what) {
  if (!kept) throw std::logic_error("broken: " + what);
}

}  // namespace glomers
