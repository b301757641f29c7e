#include "tests/eddy/report/page_history.hpp"

#include <istream>
#include <memory>
#include <unordered_map>
#include <vector>

#include "tests/eddy/history/read_list.hpp"

namespace eddy {

PageHistory page_history(std::istream& in) {
  PageHistory page;
  GrowingLists lists;
  std::vector<std::shared_ptr<const GrowingList>> met;
  std::unordered_map<const GrowingList*, std::size_t> numbers;
  for (std::string line; std::getline(in, line);) {
    if (const auto cut = cut_read_list(line, lists)) {
      const auto [number, fresh] = numbers.emplace(cut->list.list.get(), met.size());
      if (fresh) met.push_back(cut->list.list);
      line.replace(cut->at, std::string("null").size(),
                   "{\"list\":" + std::to_string(number->second) +
                       ",\"first\":" + std::to_string(cut->list.size) + "}");
    }
    page.ops += line + '\n';
  }
  for (const auto& list : met) page.lists += list->text(list->size()) + '\n';
  return page;
}

}  // namespace eddy
