
#include "glomers/program.hpp"
#include "glomers/testing.hpp"
#include "tests/catch.hpp"
#include "tests/text.hpp"

using namespace glomers;

namespace {

Program program() {
  return {"greeter", "Greets.", [](Options& options) -> AppFactory {
            const auto word = options.text("--word", "hello", "what it says");
            return [word](Node& node) {
              node.on("greet", [&node, word](const Message& request) {
                node.reply(request, {{"type", *word}});
              });
              return nullptr;
            };
          }};
}

Json greet(const std::vector<std::string>& arguments) {
  TestNode t(program(), arguments);
  t.init("n0", {"n0"});
  return t.request({{"type", "greet"}}).at("type");
}

std::string refusal_of(const std::vector<std::string>& arguments) {
  try {
    parse_program(program(), arguments);
  } catch (const std::invalid_argument& error) {
    return error.what();
  }
  return "no error";
}

}  // namespace

TEST_CASE("a program's arguments are parsed without a process") {
  CHECK(greet({}) == "hello");
  CHECK(greet({"--word", "moin"}) == "moin");
}

TEST_CASE("bad arguments are refused with the program's name and the reason") {
  CHECK(refusal_of({"--word", "moin"}) == "no error");
  CHECK(refusal_of({"--unknown"}).find("greeter: ") == 0);
  CHECK(contains(refusal_of({"--unknown"}), "--unknown"));
  CHECK(contains(refusal_of({"--word"}), "--word"));
}

TEST_CASE("words that no option takes are named in their order, and the options beside them") {
  CHECK(contains(refusal_of({"--wrod", "moin"}),
                 "greeter: not expected: --wrod moin (did you mean --word?)\n"
                 "  its options: --help, --word"));
  CHECK(contains(refusal_of({"--wo", "moin"}), "did you mean --word?"));
  CHECK_FALSE(contains(refusal_of({"--volume", "7"}), "did you mean"));
}

TEST_CASE("each parse has options of its own") {
  const AppFactory first = parse_program(program(), {"--word", "one"});
  const AppFactory second = parse_program(program(), {"--word", "two"});
  TestNode t(first);
  t.init("n0", {"n0"});
  CHECK(t.request({{"type", "greet"}}).at("type") == "one");
  TestNode u(second);
  u.init("n0", {"n0"});
  CHECK(u.request({{"type", "greet"}}).at("type") == "two");
}
