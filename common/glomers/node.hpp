#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include "glomers/body.hpp"
#include "glomers/cluster_witness.hpp"
#include "glomers/ensure.hpp"
#include "glomers/error.hpp"
#include "glomers/message.hpp"
#include "glomers/open_requests.hpp"
#include "glomers/random.hpp"
#include "glomers/task.hpp"
#include "glomers/time.hpp"
#include "glomers/timers.hpp"

namespace glomers {

/// A client gives up 5 s after it has asked, and leaves the network. When a node answers
/// somebody who has left, Maelstrom never listens to the node again. So a client is answered
/// within this time or not at all. The limit is lower than 5 s for what the node does not
/// see: a receiver holds a request back behind a late message, for up to a second, and the
/// node's clock may run a tenth too slow.
constexpr Time answer_limit = 3500ms;
/// An answer that has not gone out so long after it was made is too late.
constexpr Time answer_delay_limit = 250ms;

/// How an rpc is tried again. After an indefinite error or a timeout, and after
/// temporarily-unavailable, the request goes out again as a new message. The timeout doubles up
/// to `max_timeout`, so that answers that take longer count as well. The pause doubles up to
/// `max_pause`, and each is shortened by up to half at random. The request must be one that may
/// happen twice.
struct RetryPolicy {
  int attempts = 1 << 30;
  Time timeout = 1s;
  Time max_timeout = 8s;
  Time first_pause = 50ms;
  Time max_pause = 1s;
};

/// A Maelstrom node without input and output: a state machine that gets messages
/// and the time, and yields messages.
///
/// The contract with whoever drives it (Runtime, a simulator, a test): call
/// deliver() for each message and advance() when next_due() has come, with a
/// clock that never goes back; after each call send what take_output() yields.
/// Nothing else is needed: no thread, no file, no clock and no random source of
/// its own. It answers `init` by itself.
///
/// A handler that throws RpcError answers its request with that error, any other
/// exception answers `crash`, and the node lives on. A request (a message with
/// msg_id) of a type without a handler is answered with not-supported. InvariantError alone
/// (ensure.hpp) ends the node: deliver() and advance() log it and pass it on to the driver.
///
/// A client (whoever is no node of the cluster) gets one answer to each request: the
/// first reply(), or, if there is none within answer_limit (or less: limit_answers), the error
/// `timeout`, which
/// is indefinite. Peers and services stay in the network, and set their own limits.
///
/// What a callback may capture: `this` of the application and the node, which
/// outlive it; whatever else by value, above all the request, which is gone when the
/// handler returns. Whatever takes a callback here has a twin without, to be awaited
/// in a coroutine (task.hpp); a coroutine keeps what it needs in its frame.
class Node {
 public:
  using Handler = std::function<void(const Message&)>;
  using RpcCallback = std::function<void(const RpcResult&)>;
  using LogSink = std::function<void(const std::string& line)>;

  struct Options {
    std::uint64_t seed = 0;             ///< of random(); different for each start of each node
    Time wall_clock_offset{0};          ///< Unix time minus the driver's clock
    LogSink log_sink = nullptr;         ///< gets each line of log(); none: discarded
    bool self_check = false;            ///< on_check() hooks run after each step
    ClusterWitness* witness = nullptr;  ///< watches the cluster; outlives the node
  };

  explicit Node(Options options) : options_(std::move(options)), random_(options_.seed) {}
  Node(const Node&) = delete;
  Node& operator=(const Node&) = delete;
  /// Drops all callbacks and coroutines that wait, then the application.
  ~Node();

  // For the application. ------------------------------------------------------

  /// Registers the handler of a message type. A type has one handler, the last.
  void on(const std::string& type, Handler handler) { handlers_[type] = std::move(handler); }

  /// The same with a typed body: handler(const Message&, const Body&).
  template <class Body, class F>
  void on(F handler) {
    if constexpr (CoroutineFunction<F, const Message&, const Body&>) {
      on(Body::type, [handler](const Message& m) -> Task<> {
        const Body body = from_body<Body>(m.body);
        co_await handler(m, body);
      });
    } else {
      on(Body::type, [handler](const Message& m) { handler(m, from_body<Body>(m.body)); });
    }
  }

  /// The same with a coroutine: handler(const Message&) returns Task<>.
  template <CoroutineFunction<const Message&> F>
  void on(const std::string& type, F handler) {
    handlers_[type] = [this, handler](const Message& request) {
      Running::start(answering(handler, request));
    };
  }

  /// Runs a coroutine beside all others. An exception that leaves it is logged.
  template <CoroutineFunction F>
  void spawn(F coroutine) {
    Running::start(logging(std::move(coroutine)));
  }

  /// For an application whose clients wait for less than 5 s: they are answered within this
  /// time or not at all.
  void limit_answers(Time limit) { answer_limit_ = limit; }

  /// Runs once the node knows who it is, before init_ok goes out.
  void on_init(std::function<void()> hook) {
    ensure(!initialized(), "whoever wants to run at init says so before");
    init_hooks_.push_back(std::move(hook));
  }
  void on_init(CoroutineFunction auto hook) = delete;  // init_ok would not wait for it

  /// Runs once when the whole cluster can be expected to be up: with the first
  /// message after init, or some seconds later. Before that a message to another
  /// node or to a service may go to somebody whom the bench does not know yet.
  void on_ready(std::function<void()> hook) { ready_hooks_.push_back(std::move(hook)); }
  void on_ready(CoroutineFunction auto hook) {
    on_ready([this, hook] { spawn(hook); });
  }

  /// Runs after each step, where the driver asks for it: the application checks its own state,
  /// and throws InvariantError (ensure.hpp) where it is broken. It changes nothing.
  void on_check(std::function<void()> check) { checks_.push_back(std::move(check)); }

  /// Answers a request; does nothing if the message wants no answer (no msg_id), or if
  /// its client has had one. A node that knows that nothing will come of a request
  /// answers with a definite error before answer_limit.
  void reply(const Message& request, Json body, RawField raw = {});

  /// A message without an answer.
  void send(const std::string& dest, Json body, RawField raw = {});

  /// A request. The callback runs exactly once: with the reply, with the error
  /// that the other side sent, or with `timeout`. A late reply is dropped.
  void rpc(const std::string& dest, Json body, RpcCallback callback, Time timeout = 1s);

  Awaitable<Json> rpc(const std::string& dest, Json body, Time timeout = 1s);

  /// The same with a typed reply. An ill-typed or missing field of it is the error
  /// malformed-request that names the field.
  template <class Reply>
  void rpc(const std::string& dest, Json body, std::function<void(const Outcome<Reply>&)> callback,
           Time timeout = 1s) {
    const auto on_result = [callback](const RpcResult& result) {
      callback(result.transform(from_body<Reply>));
    };
    rpc(dest, std::move(body), on_result, timeout);
  }

  template <class Reply>
  Awaitable<Reply> rpc(const std::string& dest, Json body, Time timeout = 1s) {
    return Awaitable<Reply>([=, this](std::function<void(const Outcome<Reply>&)> callback) {
      rpc<Reply>(dest, body, std::move(callback), timeout);
    });
  }

  /// A request that is tried again; the callback gets the last result.
  void rpc_with_retry(const std::string& dest, Json body, RpcCallback callback,
                      RetryPolicy policy = {});
  Awaitable<Json> rpc_with_retry(const std::string& dest, Json body, RetryPolicy policy = {});

  /// Runs the callback once, after the delay.
  TimerId after(Time delay, std::function<void()> callback);
  TimerId after(Time delay, CoroutineFunction auto coroutine) {
    return after(delay, [this, coroutine] { spawn(coroutine); });
  }

  /// To be awaited: it takes so long, and gives nothing.
  Awaitable<Nothing> pause(Time span);

  /// Runs the callback again and again; the first time after one period.
  TimerId every(Time period, std::function<void()> callback);
  TimerId every(Time period, CoroutineFunction auto coroutine) {
    return every(period, [this, coroutine] { spawn(coroutine); });
  }

  /// Stops a timer of after() or every(); unknown ids are ignored.
  void cancel(TimerId id);

  /// A line for a person, with the node's id and time.
  void log(const std::string& text) const;

  const std::string& id() const { return id_; }
  const std::vector<std::string>& ids() const { return ids_; }
  /// This node's place in ids().
  std::size_t index() const { return index_; }
  bool initialized() const { return !id_.empty(); }

  /// The client whose request a handler is running for; empty if there is none.
  std::string current_client() const;

  /// Runs the handler for a request that came before and was kept. It is as if the request
  /// came now: what the handler throws answers it.
  void handle_kept(const Message& request, const Handler& handler) {
    guarded(&request, [&] { handler(request); });
  }

  /// To be told what this node holds; null if nobody watches.
  ClusterWitness* witness() const { return options_.witness; }

  /// The driver's clock at the present call.
  Time now() const { return now_; }
  /// Time since the Unix epoch, by the driver's clock; it may jump either way between runs.
  Time wall_clock() const { return now_ + options_.wall_clock_offset; }
  Random& random() { return random_; }

  // For the driver. -----------------------------------------------------------

  /// The application on this node, to be kept as long as the node.
  void keep(std::shared_ptr<void> application) { application_ = std::move(application); }

  void deliver(const Message& message, Time now) { deliver(message, now, now); }

  /// The same for a message that has waited unread, and came at any time after `since`. A
  /// client's request that may be older than answer_limit is dropped.
  void deliver(const Message& message, Time now, Time since);

  /// Runs all timers due by now.
  void advance(Time now);

  std::optional<Time> next_due() const;

  /// Whether the message answers a request of a client.
  bool answers_client(const Message& message) const;

  /// The messages to send since the last call, in order.
  std::vector<Message> take_output() { return std::exchange(output_, {}); }

 private:
  struct Pending {
    RpcCallback callback;
    TimerId timeout;
  };

  /// Runs one step of the node; what is broken in it is named and logged.
  template <class Step>
  void run_step(Time now, const Message* message, Step step);
  /// Sets the clock, and answers those clients whom the application has let wait too long.
  void begin_step(Time now);
  void handle_message(const Message& message, Time since);
  bool is_clients_request(const Message& message) const;
  /// Claims the one reply to the request. False if none may go out: it has been claimed.
  bool claim_reply(const Message& request, const Json& msg_id);
  void handle(const Message& message);
  void handle_init(const Message& message);
  void become_ready();
  void handle_reply(std::int64_t in_reply_to, const Message& message);
  void finish_rpc(std::int64_t msg_id, const RpcResult& result);
  void retry(const std::string& dest, const Json& body, const RpcCallback& callback,
             RetryPolicy policy);
  /// Runs f. What it throws is handled by answer_exception().
  void guarded(const Message* request, const std::function<void()>& f);
  /// Logs the exception that is being caught, and answers the request with it, if there is
  /// one. Passes InvariantError on.
  void answer_exception(const Message* request);

  template <class F>
  Task<> answering(F handler, Message request) {
    try {
      co_await handler(request);
    } catch (...) {
      answer_exception(&request);
    }
  }

  template <class F>
  Task<> logging(F coroutine) {
    try {
      co_await coroutine();
    } catch (...) {
      answer_exception(nullptr);
    }
  }

  void schedule_every(TimerId id, Time period, std::function<void()> callback);

  Options options_;
  Random random_;
  std::string id_;
  std::vector<std::string> ids_;
  std::set<std::string> id_set_;
  std::size_t index_ = 0;
  Time now_{0};
  std::map<std::string, Handler, std::less<>> handlers_;
  std::vector<std::function<void()>> init_hooks_;
  std::vector<std::function<void()>> ready_hooks_;
  std::vector<std::function<void()>> checks_;
  Timers timers_;
  std::map<TimerId, TimerId> repeating_;  ///< by the id that every() gave: its present timer
  TimerId last_repeating_ = 0;
  std::map<std::int64_t, Pending> pending_;
  std::int64_t last_msg_id_ = 0;
  const Message* current_request_ = nullptr;  ///< a handler is running for it
  bool current_request_answered_ = false;
  Time answer_limit_ = answer_limit;
  OpenRequests open_requests_;  ///< those of clients, without the current one
  std::vector<Message> output_;
  std::shared_ptr<void> application_;
};

}  // namespace glomers
