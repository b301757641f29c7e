#pragma once

#include <deque>
#include <functional>
#include <optional>
#include <string>

#include "glomers/node.hpp"
#include "glomers/replication/rtt.hpp"

namespace glomers {

/// lin-kv as journals need it. What fails is logged and tried again, for ever if it must be: a
/// callback runs once, when lin-kv has answered. No more than 1,024 requests are open at a time;
/// the others wait in order.
class JournalStore {
 public:
  explicit JournalStore(Node& node) : node_(node) {}

  /// The key's value; none if there is no such key.
  void read(const std::string& key, std::function<void(const std::optional<Json>&)> callback);

  /// The value of a key that create() has found. If lin-kv denies that there is one, it is asked
  /// again.
  void read_existing(const std::string& key, std::function<void(const Json&)> callback);

  /// Puts the value under a key that does not exist. This takes effect once at the most, however
  /// often it is tried and however late an attempt arrives, as it is a cas from a value that
  /// nobody stores. False says that the key exists. An attempt of this very call, whose answer was
  /// lost, may have made it.
  void create(const std::string& key, const Json& value, std::function<void(bool)> callback);

  /// Tries once to replace a value. True says that it took effect. False says that it did not, or
  /// that nobody knows: the key has to be read.
  void replace(const std::string& key, const Json& from, const Json& to,
               std::function<void(bool)> callback);

 private:
  struct Request {
    Json body;
    Node::RpcCallback callback;
  };

  void ask(Request request);
  void send(const Request& request);
  /// A request was answered: sends the first that waits for that.
  void send_next();
  /// How long to wait for an answer before the request is sent again.
  Time timeout() const;

  Node& node_;
  std::size_t open_ = 0;         ///< requests that were sent and not answered
  std::deque<Request> waiting_;  ///< until one of those is answered
  RoundTrip rtt_;
  Time retried_for_{0};  ///< what the next is granted, if the last was sent more than once
};

}  // namespace glomers
