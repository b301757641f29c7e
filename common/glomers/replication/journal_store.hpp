#pragma once

#include <deque>
#include <functional>
#include <optional>
#include <string>

#include "glomers/node.hpp"
#include "glomers/replication/rtt.hpp"

namespace glomers {

/// lin-kv as journals need it. What fails is logged and tried again, for ever if it
/// must be: a callback runs once, when lin-kv has answered the question. Of many questions
/// 1,024 are open at a time; the others wait in order.
class JournalStore {
 public:
  explicit JournalStore(Node& node) : node_(node) {}

  /// The key's value; none if there is no such key.
  void read(const std::string& key, std::function<void(const std::optional<Json>&)> callback);

  /// The value of a key that create() found. Where lin-kv denies it, it is asked again.
  void read_existing(const std::string& key, std::function<void(const Json&)> callback);

  /// Puts the value under a key that does not exist. This takes effect once at the
  /// most, however often it is tried and however late an attempt arrives: it is a
  /// cas from a value that nobody stores. false: the key exists, which may be this
  /// call's own doing, unheard.
  void create(const std::string& key, const Json& value, std::function<void(bool)> callback);

  /// One attempt to replace a value. true: it took effect. false: it did not, or
  /// nobody knows; the key has to be read.
  void replace(const std::string& key, const Json& from, const Json& to,
               std::function<void(bool)> callback);

 private:
  struct Question {
    Json body;
    Node::RpcCallback callback;
  };

  void ask(Question question);
  void put(const Question& question);
  /// One was answered: the first that waits for it is put.
  void put_next();
  /// How long to wait for an answer before the question is asked again.
  Time patience() const;

  Node& node_;
  std::size_t open_ = 0;          ///< questions that were put and not answered
  std::deque<Question> waiting_;  ///< for one of those to be answered
  RoundTrip rtt_;
  Time retried_for_{0};  ///< if the last question was asked more than once: what to grant the next
};

}  // namespace glomers
