#include "glomers/open_requests.hpp"

#include <iterator>

#include "glomers/ensure.hpp"

namespace glomers {

void OpenRequests::add(const Request& request) {
  const auto [entry, added] = by_id_.try_emplace({request.src, request.msg_id});
  if (!added) return;
  auto place = by_age_.end();  // it is nearly always there, as few requests come out of order
  while (place != by_age_.begin() && std::prev(place)->came_at > request.came_at) --place;
  entry->second = by_age_.insert(place, request);
}

bool OpenRequests::remove(const std::string& src, const Json& msg_id) {
  const auto entry = by_id_.find({src, msg_id});
  if (entry == by_id_.end()) return false;
  by_age_.erase(entry->second);
  by_id_.erase(entry);
  return true;
}

std::optional<Time> OpenRequests::oldest() const {
  if (by_age_.empty()) return std::nullopt;
  return by_age_.front().came_at;
}

std::optional<OpenRequests::Request> OpenRequests::pop_if_came_by(Time time) {
  if (by_age_.empty() || by_age_.front().came_at > time) return std::nullopt;
  const Request request = by_age_.front();
  const bool removed = remove(request.src, request.msg_id);
  ensure(removed, "an open request is found by its id", "the request of", request.src);
  return request;
}

}  // namespace glomers
