#include "tests/catch.hpp"
#include "tests/eddy/workloads/fake_port.hpp"
#include "tests/eddy/workloads/guarded_kind.hpp"

using namespace eddy;

namespace {

[[noreturn]] void fail() {
  throw std::logic_error("oh");
}

/// Throws wherever it can; its client both at once and in its callback.
class ThrowingClient final : public Client {
 public:
  void invoke(const Invocation& invocation, ClientPort& port,
              std::function<void(const Completion&)>) override {
    if (invocation.f == "now") fail();
    port.rpc({{"type", "later"}}, [](const RpcResult&) { fail(); });
  }
};

class ThrowingWorkload final : public Workload {
 public:
  std::unique_ptr<Client> open_client() override { return std::make_unique<ThrowingClient>(); }
  Invocation next(Random&) override { fail(); }
};

class ThrowingKind final : public WorkloadKind {
 public:
  std::string name() const override { return "throwing"; }
  std::unique_ptr<Workload> make(const WorkloadOptions& given) const override {
    if (given.topology == "bad") throw std::invalid_argument("bad");
    if (given.topology == "throw") fail();
    return std::make_unique<ThrowingWorkload>();
  }
  Json check(const History& history, const CheckOptions&) const override {
    if (history.empty()) return {{"valid", "maybe"}};
    if (history[0].f == "no history") throw HistoryError("bad");
    fail();
  }
  Json page() const override { return "page"; }
};

const WorkloadKind& throwing() {
  static const ThrowingKind kind;
  return kind;
}

template <class F>
std::string failure_of(const F& f) {
  try {
    f();
    return "";
  } catch (const WorkloadFailure& failure) {
    return failure.what();
  }
}

std::string thrown_by(const std::string& function) {
  return "the workload x.so: its " + function + " threw an exception: oh";
}

History history_of(const std::string& f) {
  Op op;
  op.f = f;
  return {op};
}

}  // namespace

TEST_CASE("what a workload throws is told with the workload and the function") {
  const auto kind = guarded_kind("x.so", throwing);
  CHECK(failure_of([&] { kind->make({.nodes = {}, .topology = "throw"}); }) == thrown_by("make()"));
  CHECK(failure_of([&] { kind->check(history_of("f"), {}); }) == thrown_by("check()"));
  const auto workload = kind->make({});
  Random random(1);
  CHECK(failure_of([&] { workload->next_on(0, random); }) == thrown_by("next_on()"));
  const auto client = workload->open_client();
  FakePort port;
  const auto invoke = [&](const char* f) {
    client->invoke({.f = f, .value = nullptr}, port, nullptr);
  };
  CHECK(failure_of([&] { invoke("now"); }) == thrown_by("client's invoke()"));
  port.reply({{"type", "later_ok"}});
  CHECK(failure_of([&] { invoke("later"); }) == thrown_by("client's callback"));
}

TEST_CASE("bad options and bad histories are no failures of a workload") {
  const auto kind = guarded_kind("x.so", throwing);
  CHECK_THROWS_AS(kind->make({.nodes = {}, .topology = "bad"}), std::invalid_argument);
  CHECK_THROWS_AS(kind->check(history_of("no history"), {}), HistoryError);
}

TEST_CASE("a page's description that is no object is a failure of the workload") {
  CHECK(failure_of([&] { guarded_kind("x.so", throwing)->page(); }) ==
        "the workload x.so: its page() gave no object, but \"page\"");
}

TEST_CASE("a verdict that is none is a failure of the workload") {
  const auto kind = guarded_kind("x.so", throwing);
  CHECK(failure_of([&] { kind->check({}, {}); }) ==
        "the workload x.so: its check() gave no \"valid\" that is true, false or \"unknown\", but "
        "{\"valid\":\"maybe\"}");
}
