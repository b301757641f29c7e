#include "tests/eddy/judge/read_numbers.hpp"

#include <algorithm>

namespace eddy {

const std::vector<std::uint32_t>& ReadNumbers::of(const Value& list) {
  if (list.list()) return of_shared(*list.list());
  others_.clear();
  for (const Json& value : list.json()) others_.push_back(find(value));
  return others_;
}

const std::vector<std::uint32_t>& ReadNumbers::of_shared(const SharedList& shared) {
  auto& [numbers, without] = known_[shared.list.get()];
  std::erase_if(without, [&, &known = numbers](std::size_t position) {
    known[position] = find(shared.list->item(position));
    return known[position] != none;
  });
  while (numbers.size() < shared.size) {
    numbers.push_back(find(shared.list->item(numbers.size())));
    if (numbers.back() == none) without.push_back(numbers.size() - 1);
  }
  return numbers;
}

std::uint32_t ReadNumbers::find(const Json& value) const {
  const std::size_t number = values_.find(value);
  return number == ValueNumbers::none ? none : static_cast<std::uint32_t>(number);
}

}  // namespace eddy
