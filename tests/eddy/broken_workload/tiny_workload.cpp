#include <eddy/workload.hpp>

// A workload as a module, as small as can be: what is asked must come back. For tests of the
// bench: with --key-count N the client throws when it is to ask for N, and the checker throws
// where -1 came back.

namespace {

using namespace eddy;

class TinyClient final : public Client {
 public:
  explicit TinyClient(int feared) : feared_(feared) {}

 private:
  void invoke(const Invocation& invocation, ClientPort& port, Done done) override {
    if (invocation.value == feared_) throw std::runtime_error("this client does not feel like it");
    Request request = {{{"type", "echo"}, {"echo", invocation.value}},
                       {"echo_ok", {{"echo", shape::any}}}};
    call(port, invocation, std::move(request), done, [done](const Json& reply) {
      done({OpType::ok, reply["echo"], nullptr});
    });
  }

  int feared_;
};

class Tiny final : public EndsWithReads {
 public:
  explicit Tiny(int feared) : feared_(feared) {}

 private:
  std::unique_ptr<Client> open_client() override { return std::make_unique<TinyClient>(feared_); }
  Invocation next(Random&) override { return {"ask", ++asked_}; }

  int feared_;
  int asked_ = 0;
};

class TinyKind final : public WorkloadKind {
  std::string name() const override { return NAME; }
  std::unique_ptr<Workload> make(const WorkloadOptions& options) const override {
    return std::make_unique<Tiny>(options.key_count);
  }
  Json check(const History& history, const CheckOptions&) const override {
    const std::vector<std::size_t> pairs = pair_ops(history);
    Findings wrong;
    for (std::size_t i = 0; i < history.size(); ++i) {
      if (history[i].value == -1) throw std::runtime_error("this checker has seen enough");
      if (history[i].type == OpType::ok && !(history[i].value == history[pairs[i]].value))
        wrong.add("other-answer",
                  who_and_when(history[i]) + ", got " + quote(history[i].value) + ".");
    }
    Json result = {{"valid", wrong.empty()}, {"event-count", history.size()}};
    conclude(result, wrong, {});
    return result;
  }
};

}  // namespace

const WorkloadKind& eddy::module_workload() {
  static const TinyKind kind;
  return kind;
}
