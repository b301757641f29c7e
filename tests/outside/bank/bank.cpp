// A bank: money moves between accounts, and no read of all accounts ever shows another sum.

#include <algorithm>
#include <eddy/workload.hpp>
#include <numeric>

using namespace eddy;

namespace {

constexpr int accounts = 5;
constexpr std::int64_t total = 50;  // 10 in each account at first

class BankClient final : public Client {
 public:
  void invoke(const Invocation& invocation, ClientPort& port, Done done) override {
    if (invocation.f == "read") return read(invocation, port, done);
    Json body = invocation.value;  // {"from": 0, "to": 3, "amount": 2}
    body["type"] = "transfer";
    call(port, invocation, {body, {"transfer_ok"}}, done,
         [done, transfer = invocation.value](const Json&) {
           done({OpType::ok, transfer});
         });
  }

 private:
  static bool are_balances(const Json& json) {
    const auto is_balance = [](const Json& each) { return each.is_int64(); };
    return json.is_array() && json.size() == accounts &&
           std::all_of(json.begin(), json.end(), is_balance);
  }

  void read(const Invocation& invocation, ClientPort& port, Done done) {
    const Shape balances = {"a list of five integers", are_balances};
    Request request = {{{"type", "read"}}, {"read_ok", {{"balances", balances}}}};
    request.on_error = OnError::always_fail;  // a read that happened unheard changed nothing
    call(port, invocation, request, done, [done](const Json& reply) {
      done({OpType::ok, reply["balances"]});
    });
  }
};

class Bank final : public EndsWithReads {
 public:
  std::unique_ptr<Client> open_client() override { return std::make_unique<BankClient>(); }

  Invocation next(Random& random) override {
    if (random.chance(0.5)) return {"read", nullptr};
    const auto from = random.below(accounts);
    const auto to = (from + 1 + random.below(accounts - 1)) % accounts;
    return {"transfer", {{"from", from}, {"to", to}, {"amount", 1 + random.below(5)}}};
  }
};

/// Names the first transfers that ended after `since`, or never, and began before `until`.
Sentence transfers_between(const History& history, std::size_t since, std::size_t until) {
  const std::vector<std::size_t> ends = pair_ops(history);
  Sentence named;
  std::size_t count = 0;
  for (std::size_t i = 0; i < until; ++i) {
    const Op& op = history[i];
    if (op.f != "transfer" || op.type != OpType::invoke || ends[i] < since) continue;
    if (++count <= 3) named += (count > 1 ? "; " : "") + who_and_when(op) + ", " + quote(op.value);
  }
  return count > 3 ? named + "; and " + std::to_string(count - 3) + " more" : named;
}

Json check_bank(const History& history) {
  const std::vector<std::size_t> begins = pair_ops(history);
  Findings wrong;
  std::int64_t reads = 0;
  std::size_t last_right = 0;  // where the last read that was right began
  for (std::size_t i = 0; i < history.size(); ++i) {
    const Op& op = history[i];
    if (op.f != "read" || op.type != OpType::ok) continue;
    ++reads;
    const auto balances = op.value.get<std::vector<std::int64_t>>();
    const std::int64_t sum = std::accumulate(balances.begin(), balances.end(), std::int64_t{0});
    if (sum == total) {
      last_right = begins[i];
      continue;
    }
    wrong.add("wrong-sum",
              who_and_when(op) + ", read " + quote(op.value) + ", which is " + std::to_string(sum) +
                  " in all and not " + std::to_string(total) +
                  ". Transfers under way since the last read that was right: " +
                  transfers_between(history, last_right, i) + ".",
              {{"sum", sum}});
  }
  Json result = {{"valid", wrong.empty()}, {"read-count", reads}};
  if (reads == 0) result["valid"] = "unknown";
  conclude(result, wrong, {});
  return result;
}

class BankKind final : public WorkloadKind {
 public:
  std::string name() const override { return "bank"; }
  std::unique_ptr<Workload> make(const WorkloadOptions&) const override {
    return std::make_unique<Bank>();
  }
  Json check(const History& history, const CheckOptions&) const override {
    return check_bank(history);
  }
};

}  // namespace

const WorkloadKind& eddy::module_workload() {
  static const BankKind kind;
  return kind;
}
