#pragma once

#include <coroutine>
#include <exception>
#include <functional>
#include <memory>
#include <optional>
#include <type_traits>
#include <utility>

#include "glomers/outcome.hpp"

// Coroutines on top of the node's callbacks. A handler that returns Task<> may wait:
//
//   node.on("read", [&node](const Message& request) -> Task<> {
//     const auto value = co_await lin_kv(node).read<std::int64_t>("x");
//     node.reply(request, {{"type", "read_ok"}, {"value", value}});
//   });
//
// (GCC 12 refuses a body in braces within a co_await: "array used as initializer".
// Make the body in a statement of its own, and await the rpc in the next.)
//
// A coroutine runs until it waits, and goes on when the callback that it waits for is called.
// There is no thread: while it runs, nothing else does. Whatever it waits for owns it: when
// the node ends, all that waits is destroyed where it stands, before the application.

namespace glomers {

template <class T>
class Task;

/// A coroutine that was started by the node, with all that it calls.
class Running : public std::enable_shared_from_this<Running> {
 public:
  /// What every coroutine has, whatever its result.
  struct Frame {
    std::coroutine_handle<> handle;
    Running* running = nullptr;
    Frame* caller = nullptr;  ///< it waits for this one's end; the outermost has none
    std::exception_ptr error;
  };

  static void start(Task<void> outermost);

  /// Runs it until it waits or ends. A call from within the coroutine itself takes effect once it
  /// waits.
  void resume() {
    const auto self = shared_from_this();
    ++wanted_;
    if (wanted_ > 1) return;
    for (; wanted_ > 0; --wanted_) run();
  }

  /// The frame whose turn it is.
  void enter(Frame& frame) { current_ = &frame; }

 private:
  explicit Running(std::shared_ptr<void> outermost, Frame& frame)
      : outermost_(std::move(outermost)), current_(&frame) {}

  void run() {
    for (;;) {
      Frame* const frame = current_;
      frame->handle.resume();
      if (current_ != frame) continue;  // it calls another
      if (!frame->handle.done()) return;
      if (!frame->caller) return pass_on(frame->error);
      current_ = frame->caller;
    }
  }

  /// The node answers for all exceptions of its coroutines but those that end it.
  static void pass_on(const std::exception_ptr& error) {
    if (error) std::rethrow_exception(error);
  }

  std::shared_ptr<void> outermost_;
  Frame* current_;
  int wanted_ = 0;
};

/// A coroutine on a node. It does nothing before it is awaited, by co_await in
/// another or by the node for a handler; destroying it ends it where it stands.
/// An exception that leaves it goes to who awaits it; from a handler it becomes
/// the answer, as any handler's.
///
/// Parameters: those of a handler, and the handler with its captures, are kept
/// until its end, so it may take `const Message&`. Of a function that is called
/// directly the arguments are kept only if it takes them by value.
template <class T = void>
class [[nodiscard]] Task {
 public:
  struct Result {
    std::optional<T> value;
    void return_value(T result) { value = std::move(result); }
    T take() {
      ensure(value.has_value(), "a coroutine that has ended has a value");
      return std::move(*value);
    }
  };
  struct NoResult {
    void return_void() {}
    void take() {}
  };

  struct promise_type : Running::Frame, std::conditional_t<std::is_void_v<T>, NoResult, Result> {
    Task get_return_object() {
      const auto own = std::coroutine_handle<promise_type>::from_promise(*this);
      this->handle = own;
      return Task(own);
    }
    std::suspend_always initial_suspend() noexcept { return {}; }
    std::suspend_always final_suspend() noexcept { return {}; }
    void unhandled_exception() { this->error = std::current_exception(); }
  };

  Task(Task&& other) noexcept : own_(std::exchange(other.own_, nullptr)) {}
  Task& operator=(Task&&) = delete;
  ~Task() {
    if (own_) own_.destroy();
  }

  bool await_ready() const noexcept { return false; }

  template <class Caller>
  void await_suspend(std::coroutine_handle<Caller> caller) {
    ensure(own_ != nullptr, "a task that is awaited has not been moved from");
    promise_type& frame = own_.promise();
    frame.caller = &caller.promise();
    frame.running = caller.promise().running;
    frame.running->enter(frame);
  }

  T await_resume() {
    if (own_.promise().error) std::rethrow_exception(own_.promise().error);
    return own_.promise().take();
  }

 private:
  friend class Running;
  explicit Task(std::coroutine_handle<promise_type> own) : own_(own) {}

  std::coroutine_handle<promise_type> own_;
};

inline void Running::start(Task<void> outermost) {
  const auto owned = std::make_shared<Task<void>>(std::move(outermost));
  Frame& frame = owned->own_.promise();
  const std::shared_ptr<Running> running(new Running(owned, frame));
  frame.running = running.get();
  running->resume();
}

/// What an awaitable gives that has nothing to give, such as Node::pause().
struct Nothing {};

/// A call that ends with a callback, as something to be awaited: co_await gives the value, or
/// throws the RpcError.
template <class T>
class [[nodiscard]] Awaitable {
 public:
  using Callback = std::function<void(const Outcome<T>&)>;

  /// `begin` starts it, and sees to it that the callback runs once at most.
  explicit Awaitable(std::function<void(Callback)> begin) : begin_(std::move(begin)) {}

  bool await_ready() const noexcept { return false; }

  template <class Caller>
  void await_suspend(std::coroutine_handle<Caller> caller) {
    const auto begin = std::exchange(begin_, nullptr);
    ensure(begin != nullptr, "an awaitable is awaited once");
    begin([this, running = caller.promise().running->shared_from_this()](const Outcome<T>& end) {
      outcome_ = end;
      running->resume();
    });
  }

  T await_resume() {
    if (outcome_.error) throw *outcome_.error;
    ensure(outcome_.value.has_value(), "what was awaited has a value");
    return std::move(*outcome_.value);
  }

  /// The same, but co_await gives the Outcome and does not throw.
  auto outcome() && {
    struct WithoutThrow : Awaitable {
      Outcome<T> await_resume() { return std::move(this->outcome_); }
    };
    return WithoutThrow{std::move(*this)};
  }

 private:
  std::function<void(Callback)> begin_;
  Outcome<T> outcome_;
};

/// A function object that, called with Args, is a coroutine on a node.
template <class F, class... Args>
concept CoroutineFunction = std::is_same_v<std::invoke_result_t<F&, Args...>, Task<>>;

}  // namespace glomers
