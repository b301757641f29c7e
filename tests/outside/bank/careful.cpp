// All accounts are one value of lin-kv, which changes as a whole or not at all.

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

using Balances = std::vector<std::int64_t>;

std::shared_ptr<void> install(Node& node) {
  node.on<Transfer>([&node](const Message& request, const Transfer& transfer) -> Task<> {
    Kv bank = lin_kv(node);
    const auto before = co_await bank.read_or<Balances>("balances", Balances(5, 10));
    Balances after = before;
    after.at(transfer.from) -= transfer.amount;
    after.at(transfer.to) += transfer.amount;
    co_await bank.cas("balances", before, after, true);  // or the client hears why not
    node.reply(request, {{"type", "transfer_ok"}});
  });
  node.on("read", [&node](const Message& request) -> Task<> {
    const auto balances = co_await lin_kv(node).read_or<Balances>("balances", Balances(5, 10));
    node.reply(request, {{"type", "read_ok"}, {"balances", balances}});
  });
  return nullptr;
}

Program glomers::node_program() {
  return {"careful_bank", "Keeps all accounts in one value.", [](Options&) { return install; }};
}
