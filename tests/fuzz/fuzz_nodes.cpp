#include "broadcast/broadcast.hpp"
#include "echo/echo.hpp"
#include "g_counter/g_counter.hpp"
#include "glomers/testing/test_node.hpp"
#include "kafka_log/kafka_log.hpp"
#include "tests/fuzz/any_message.hpp"
#include "tests/fuzz/targets.hpp"
#include "txn_rw_register/txn_rw_register.hpp"
#include "unique_ids/unique_ids.hpp"

namespace glomers {
namespace {

/// What the clock may go on in all: the longer, the fewer inputs are tried.
constexpr Time longest_life = 20s;

/// Each is parsed once: that takes longer than most inputs.
const std::vector<AppFactory>& kinds() {
  static const std::vector<AppFactory> all = {
      parse_program(echo::program(), {}),
      parse_program(unique_ids::program(), {}),
      parse_program(broadcast::program(), {}),
      parse_program(g_counter::program(), {}),
      parse_program(kafka_log::program(), {}),
      parse_program(txn_rw_register::program(), {}),
      parse_program(broadcast::program(), {"--durable"}),
      parse_program(kafka_log::program(), {"--acks", "all"}),
      parse_program(kafka_log::program(), {"--durable"}),
      parse_program(txn_rw_register::program(), {"--durable"})};
  return all;
}

/// n0 of three nodes, and all that it talks to.
class Fuzzed {
 public:
  explicit Fuzzed(std::string_view bytes) : choices_(bytes), node_(choices_.of(kinds())) {
    node_.init("n0", {"n0", "n1", "n2"});
  }

  void run() {
    for (int steps = 0; !choices_.empty() && steps < 100; ++steps) step();
    advance(1s);
    note_sent();
    const auto probe = node_.ask({{"type", "?"}}, "c9");
    promise(node_.reply_to(probe).value("code", 0) == 10, "a node lives on");
  }

 private:
  void step() {
    switch (choices_.below(6)) {
      case 0:
      case 1:
        return deliver("c1", any_request(choices_));
      case 2:
        return deliver(choices_.below(3) == 0 ? "n2" : "n1", any_batch(choices_, own_tag_));
      case 3:
        return advance(std::chrono::microseconds(1 << choices_.below(24)));
      case 4:
        return answer_services();
      default:
        return deliver("n1", any_request(choices_));
    }
  }

  void advance(Time span) { node_.advance(std::min(span, longest_life - node_.now())); }

  /// As it would come: what is no message does not get so far.
  void deliver(const std::string& src, const Json& body) {
    note_sent();
    try {
      node_.deliver(src, parse_message(to_line({src, "n0", body, {}})).body);
    } catch (const MessageError&) {
    }
  }

  void answer_services() {
    for (const char* service : {"lin-kv", "seq-kv"})
      for (const Message& asked : node_.sent_to(service)) {
        Json body = {{"type", asked.body.at("type").get<std::string>() + "_ok"}};
        if (choices_.below(3) == 0) body = {{"type", "error"}, {"code", choices_.of(codes)}};
        if (asked.body["type"] == "read") body["value"] = any_json(choices_);
        if (choices_.below(8) != 0) node_.answer(asked, body);
      }
  }

  /// What it says is JSON; and its tag is learnt.
  void note_sent() {
    for (const char* peer : {"n1", "n2", "c1"})
      for (const Message& message : node_.sent_to(peer)) {
        parse_message(to_line(message));
        own_tag_ = message.body.value("tag", own_tag_);
      }
  }

  inline static const std::vector<int> codes = {0, 11, 13, 20, 21, 22, -5, 1000};

  Choices choices_;
  TestNode node_;
  std::string own_tag_ = "x";
};

}  // namespace

void fuzz_nodes(std::string_view bytes) {
  Fuzzed(bytes).run();
}

}  // namespace glomers
