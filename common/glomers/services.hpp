#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <type_traits>
#include <utility>

#include "glomers/node.hpp"

namespace glomers {

/// The value in `field` of a reply. An ill-typed or missing field is the error
/// malformed-request that names it.
template <class T>
Outcome<T> field_of_reply(const RpcResult& result, const char* field) {
  return result.transform([field](const MessageBody& body) {
    const Json* found = body.find(field);
    if (!found) throw_malformed(field, "is missing");
    T value{};
    read_value(*found, field, value);
    return value;
  });
}

/// One attempt, with a timeout of one second.
inline constexpr RetryPolicy one_attempt = {
    .attempts = 1, .timeout = 1s, .first_pause = 0s, .max_pause = 0s};

/// A client of Maelstrom's key-value services. Keys are any JSON value; values
/// any type that a body's field may have (body.hpp). Every callback runs
/// exactly once; without one the call is to be awaited.
class Kv {
 public:
  Kv(Node& node, std::string service) : node_(node), service_(std::move(service)) {}

  template <class T>
  using ReadCallback = std::function<void(const Outcome<T>&)>;

  /// Reads a key. The error key-does-not-exist tells that there is none. A read changes nothing:
  /// it may always be retried.
  template <class T>
  void read(const Json& key, ReadCallback<T> callback, RetryPolicy policy = one_attempt) {
    request({{"type", "read"}, {"key", key}}, policy,
            [callback](const RpcResult& result) { callback(field_of_reply<T>(result, "value")); });
  }

  template <class T>
  Awaitable<T> read(const Json& key, RetryPolicy policy = one_attempt) {
    return Awaitable<T>([=, kv = *this](ReadCallback<T> callback) mutable {
      kv.read<T>(key, std::move(callback), policy);
    });
  }

  /// The same; `fallback` is the value of a key that does not exist.
  template <class T>
  void read_or(const Json& key, T fallback, std::type_identity_t<ReadCallback<T>> callback,
               RetryPolicy policy = one_attempt) {
    read<T>(
        key,
        [fallback, callback](const Outcome<T>& read) {
          const bool absent = !read.ok() && read.error->code == ErrorCode::key_does_not_exist;
          callback(absent ? Outcome<T>{fallback, std::nullopt} : read);
        },
        policy);
  }

  template <class T>
  Awaitable<T> read_or(const Json& key, T fallback, RetryPolicy policy = one_attempt) {
    return Awaitable<T>([=, kv = *this](ReadCallback<T> callback) mutable {
      kv.read_or<T>(key, fallback, std::move(callback), policy);
    });
  }

  /// Sets the key. After an indefinite error, and for each attempt that had to be repeated, the
  /// write may still take effect, even after a write that follows it. So retry only where that
  /// does no harm: the value never changes again, or a reader can tell an older value from a
  /// newer one and the writer repairs it.
  template <class T>
  void write(const Json& key, const T& value, Node::RpcCallback callback,
             RetryPolicy policy = one_attempt) {
    request({{"type", "write"}, {"key", key}, {"value", value}}, policy, std::move(callback));
  }

  template <class T>
  Awaitable<Json> write(const Json& key, const T& value, RetryPolicy policy = one_attempt) {
    return node_.rpc_with_retry(service_, {{"type", "write"}, {"key", key}, {"value", value}},
                                policy);
  }

  /// Sets the key to `to` if it holds `from`; if it does not exist, only with
  /// `create_if_not_exists` (which lww-kv ignores). Errors: key-does-not-exist,
  /// precondition-failed. There is no retry: a first attempt that took effect
  /// unheard would make the second fail.
  template <class T>
  void cas(const Json& key, const T& from, const T& to, bool create_if_not_exists,
           Node::RpcCallback callback, Time timeout = 1s) {
    node_.rpc(service_, cas_body(key, from, to, create_if_not_exists), std::move(callback),
              timeout);
  }

  template <class T>
  Awaitable<Json> cas(const Json& key, const T& from, const T& to, bool create_if_not_exists,
                      Time timeout = 1s) {
    return node_.rpc(service_, cas_body(key, from, to, create_if_not_exists), timeout);
  }

 private:
  template <class T>
  static Json cas_body(const Json& key, const T& from, const T& to, bool create_if_not_exists) {
    Json body = {{"type", "cas"}, {"key", key}, {"from", from}, {"to", to}};
    if (create_if_not_exists) body["create_if_not_exists"] = true;
    return body;
  }

  void request(Json body, RetryPolicy policy, Node::RpcCallback callback) {
    node_.rpc_with_retry(service_, std::move(body), std::move(callback), policy);
  }

  Node& node_;
  std::string service_;
};

/// The client of seq-kv, which is sequentially consistent: a client sees its own writes, but may
/// be shown old values of others' keys. Each read draws a state between the last that the client
/// was shown and the newest, so whoever goes on to read comes to the newest. After a long silence
/// a client may be shown a later state first and an earlier one next, but never one from before
/// its own last write.
Kv seq_kv(Node& node);

/// The client of lin-kv, which is linearizable: every read sees every write that was acknowledged
/// before it.
Kv lin_kv(Node& node);

/// The client of lww-kv, which is eventually consistent: of concurrent writes the last one by
/// the service's clocks wins.
Kv lww_kv(Node& node);

/// A client of lin-tso, the timestamp service.
class Tso {
 public:
  explicit Tso(Node& node) : node_(node) {}

  /// Asks for a timestamp above every one that was handed out before the call. Retries only leave
  /// gaps.
  void timestamp(std::function<void(const Outcome<std::int64_t>&)> callback,
                 RetryPolicy policy = one_attempt);
  Awaitable<std::int64_t> timestamp(RetryPolicy policy = one_attempt);

 private:
  Node& node_;
};

}  // namespace glomers
