// The first idea: an account is a key of lin-kv, and a transfer writes two of them.

#include <glomers/program.hpp>
#include <glomers/services.hpp>

using namespace glomers;

struct Transfer {
  static constexpr const char* type = "transfer";
  std::int64_t from = 0;
  std::int64_t to = 0;
  std::int64_t amount = 0;
  static constexpr auto fields =
      std::tuple(field("from", &Transfer::from), field("to", &Transfer::to),
                 field("amount", &Transfer::amount));
};

std::shared_ptr<void> install(Node& node) {
  node.on<Transfer>([&node](const Message& request, const Transfer& transfer) -> Task<> {
    Kv accounts = lin_kv(node);
    const auto from = co_await accounts.read_or<std::int64_t>(transfer.from, 10);
    const auto to = co_await accounts.read_or<std::int64_t>(transfer.to, 10);
    co_await accounts.write(transfer.from, from - transfer.amount);
    co_await accounts.write(transfer.to, to + transfer.amount);
    node.reply(request, {{"type", "transfer_ok"}});
  });
  node.on("read", [&node](const Message& request) -> Task<> {
    Kv accounts = lin_kv(node);
    std::vector<std::int64_t> balances;
    for (int account = 0; account < 5; ++account)
      balances.push_back(co_await accounts.read_or<std::int64_t>(account, 10));
    node.reply(request, {{"type", "read_ok"}, {"balances", balances}});
  });
  return nullptr;
}

Program glomers::node_program() {
  return {"naive_bank", "Keeps each account by itself.", [](Options&) { return install; }};
}
