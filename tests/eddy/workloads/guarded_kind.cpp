#include "tests/eddy/workloads/guarded_kind.hpp"

#include <utility>

#include "tests/eddy/history/quote.hpp"

namespace eddy {
namespace {

struct NoException {};

/// Calls the code of a workload.
class Guard {
 public:
  explicit Guard(std::string file) : file_(std::move(file)) {}

  /// `function` is what is called: "check()". It may throw what is allowed.
  template <class Allowed = NoException, class F>
  auto call(const char* function, const F& f) const {
    try {
      return f();
    } catch (const WorkloadFailure&) {  // it called another
      throw;
    } catch (const Allowed&) {
      throw;
    } catch (const std::exception& error) {
      fail(std::string("its ") + function + " threw an exception: " + error.what());
    }
  }

  [[noreturn]] void fail(const std::string& why) const {
    throw WorkloadFailure("the workload " + file_ + ": " + why);
  }

 private:
  std::string file_;
};

/// The port of a client, whose callbacks are the client's code.
class GuardedPort final : public ClientPort {
 public:
  explicit GuardedPort(const Guard& guard) : guard_(guard) {}

  GuardedPort& on(ClientPort& port) {
    port_ = &port;
    return *this;
  }

  void rpc(Json body, std::function<void(const RpcResult&)> callback) override {
    port_->rpc(std::move(body),
               [guard = guard_, callback = std::move(callback)](const RpcResult& result) {
                 guard.call("client's callback", [&] { callback(result); });
               });
  }

 private:
  Guard guard_;
  ClientPort* port_ = nullptr;  ///< the same for all the client's life
};

class GuardedClient final : public Client {
 public:
  GuardedClient(const Guard& guard, std::unique_ptr<Client> client)
      : guard_(guard), client_(std::move(client)), port_(guard) {}

  void set_up(ClientPort& port, std::function<void(const RpcResult&)> done) override {
    guard_.call("client's set_up()", [&] { client_->set_up(port_.on(port), std::move(done)); });
  }
  void invoke(const Invocation& invocation, ClientPort& port,
              std::function<void(const Completion&)> done) override {
    guard_.call("client's invoke()",
                [&] { client_->invoke(invocation, port_.on(port), std::move(done)); });
  }

 private:
  Guard guard_;
  std::unique_ptr<Client> client_;
  GuardedPort port_;
};

class GuardedWorkload final : public Workload {
 public:
  GuardedWorkload(const Guard& guard, std::unique_ptr<Workload> workload)
      : guard_(guard), workload_(std::move(workload)) {}

  std::unique_ptr<Client> open_client() override {
    auto client = guard_.call("open_client()", [&] { return workload_->open_client(); });
    return std::make_unique<GuardedClient>(guard_, std::move(client));
  }
  bool reusable_clients() const override {
    return guard_.call("reusable_clients()", [&] { return workload_->reusable_clients(); });
  }
  std::optional<Time> reply_timeout() const override {
    return guard_.call("reply_timeout()", [&] { return workload_->reply_timeout(); });
  }
  Invocation next(Random& random) override {
    return guard_.call("next()", [&] { return workload_->next(random); });
  }
  Invocation next_on(int thread, Random& random) override {
    return guard_.call("next_on()", [&] { return workload_->next_on(thread, random); });
  }
  std::optional<Time> extra_interval() const override {
    return guard_.call("extra_interval()", [&] { return workload_->extra_interval(); });
  }
  Invocation next_extra(Random& random) override {
    return guard_.call("next_extra()", [&] { return workload_->next_extra(random); });
  }
  void observe(const Op& op) override {
    guard_.call("observe()", [&] { workload_->observe(op); });
  }
  std::optional<FinalStep> next_final(int thread, Random& random) override {
    return guard_.call("next_final()", [&] { return workload_->next_final(thread, random); });
  }
  bool has_final_phase() const override {
    return guard_.call("has_final_phase()", [&] { return workload_->has_final_phase(); });
  }
  std::optional<Time> final_time_limit() const override {
    return guard_.call("final_time_limit()", [&] { return workload_->final_time_limit(); });
  }

 private:
  Guard guard_;
  std::unique_ptr<Workload> workload_;
};

class GuardedKind final : public WorkloadKind {
 public:
  GuardedKind(const std::string& file, const WorkloadKind& (*kind)())
      : guard_(file), kind_(guard_.call("module_workload()", [&] { return &kind(); })) {}

  std::string name() const override {
    return guard_.call("name()", [&] { return kind_->name(); });
  }
  std::unique_ptr<Workload> make(const WorkloadOptions& options) const override {
    auto workload =
        guard_.call<std::invalid_argument>("make()", [&] { return kind_->make(options); });
    return std::make_unique<GuardedWorkload>(guard_, std::move(workload));
  }
  Json check(const History& history, const CheckOptions& options) const override {
    const Json result =
        guard_.call<HistoryError>("check()", [&] { return kind_->check(history, options); });
    const Json* const valid = result.find("valid");
    if (!valid || (!valid->is_boolean() && *valid != "unknown"))
      guard_.fail("its check() gave no \"valid\" that is true, false or \"unknown\", but " +
                  quote(result));
    return result;
  }
  bool takes(const Op& op) const override {
    return guard_.call("takes()", [&] { return kind_->takes(op); });
  }
  bool has_transactions() const override {
    return guard_.call("has_transactions()", [&] { return kind_->has_transactions(); });
  }
  std::vector<Json> convergence_requests(const History& history) const override {
    return guard_.call("convergence_requests()",
                       [&] { return kind_->convergence_requests(history); });
  }
  Propagation propagation() const override {
    return guard_.call("propagation()", [&] { return kind_->propagation(); });
  }
  Json page() const override {
    const Json page = guard_.call("page()", [&] { return kind_->page(); });
    if (!page.is_object()) guard_.fail("its page() gave no object, but " + quote(page));
    return page;
  }
  std::vector<std::string> disagreements(const LabelledCase& labelled,
                                         const Json& result) const override {
    return guard_.call("disagreements()", [&] { return kind_->disagreements(labelled, result); });
  }

 private:
  Guard guard_;
  const WorkloadKind* kind_;
};

}  // namespace

std::unique_ptr<WorkloadKind> guarded_kind(const std::string& file, const WorkloadKind& (*kind)()) {
  return std::make_unique<GuardedKind>(file, kind);
}

}  // namespace eddy
