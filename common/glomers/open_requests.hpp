#pragma once

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
    Time came_at;
  };

  /// Nothing happens if the request is open already.
  void add(const Request& request);

  /// Returns whether there was such a request.
  bool remove(const std::string& src, const Json& msg_id);

  /// When the oldest request came; none if no request is open.
  std::optional<Time> oldest() const;

  /// Takes out the oldest request if it came by that time.
  std::optional<Request> pop_if_came_by(Time time);

 private:
  using Requests = std::list<Request>;

  Requests by_age_;
  std::map<std::pair<std::string, Json>, Requests::iterator> by_id_;
};

}  // namespace glomers
