#pragma once

#include <iterator>
#include <list>
#include <map>
#include <optional>
#include <string>
#include <utility>

#include "glomers/json.hpp"
#include "glomers/time.hpp"

namespace glomers {

/// Requests that wait for an answer, the oldest first.
class OpenRequests {
 public:
  struct Request {
    std::string src;
    Json msg_id;
    Time came;
  };

  /// A request that is open already stays as it is.
  void add(const Request& request) {
    const auto [entry, added] = by_id_.try_emplace({request.src, request.msg_id});
    if (!added) return;
    auto place = by_age_.end();  // nearly always: few come out of order
    while (place != by_age_.begin() && std::prev(place)->came > request.came) --place;
    entry->second = by_age_.insert(place, request);
  }

  /// Returns whether there was such a request.
  bool remove(const std::string& src, const Json& msg_id) {
    const auto entry = by_id_.find({src, msg_id});
    if (entry == by_id_.end()) return false;
    by_age_.erase(entry->second);
    by_id_.erase(entry);
    return true;
  }

  std::optional<Time> oldest() const {
    if (by_age_.empty()) return std::nullopt;
    return by_age_.front().came;
  }

  /// Takes out the oldest request if it came by then.
  std::optional<Request> pop_if_came_by(Time time) {
    if (by_age_.empty() || by_age_.front().came > time) return std::nullopt;
    const Request request = by_age_.front();
    remove(request.src, request.msg_id);
    return request;
  }

 private:
  using Requests = std::list<Request>;

  Requests by_age_;
  std::map<std::pair<std::string, Json>, Requests::iterator> by_id_;
};

}  // namespace glomers
