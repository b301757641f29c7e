#include <signal.h>

#include <algorithm>
#include <thread>

#include "glomers/json.hpp"
#include "tests/catch.hpp"
#include "tests/common/process.hpp"
#include "tests/text.hpp"

using glomers::Json;

namespace {

const std::string runtime_node = RUNTIME_NODE;

/// Who sends a flood of requests. On a busy machine a flood may take long: what a client asked is
/// dropped once the client may have given up, but what another node asked is not.
const std::string peer = "n1";

std::string request(const Json& body, int msg_id, const std::string& src = "c1") {
  Json message = {{"src", src}, {"dest", "n0"}, {"body", body}};
  message["body"]["msg_id"] = msg_id;
  return message.dump() + "\n";
}

std::string init() {
  return request({{"type", "init"}, {"node_id", "n0"}, {"node_ids", {"n0", peer}}}, 1);
}

std::string echo(const Json& value, int msg_id, const std::string& src = "c1") {
  return request({{"type", "echo"}, {"value", value}}, msg_id, src);
}

Json read_body(Process& p) {
  const std::string line = p.read_line();
  return line.empty() ? Json() : Json::parse(line).at("body");
}

/// A process that has answered init.
struct Ready : Process {
  explicit Ready(bool nonblocking_output = false) : Process({runtime_node}, nonblocking_output) {
    write(init());
    REQUIRE(read_body(*this).at("type") == "init_ok");
  }
};

std::ptrdiff_t lines_in(const std::string& text) {
  return std::count(text.begin(), text.end(), '\n');
}

/// A process with two coroutines that wait, one of them in another.
struct Waiting : Ready {
  Waiting() {
    write(request({{"type", "wait"}}, 2) + request({{"type", "nap"}}, 3) + echo("begun", 4));
    REQUIRE(read_body(*this).at("type") == "question");
    REQUIRE(read_body(*this).at("value") == "begun");
  }
  /// Checks that it has ended well, and that all that waited was destroyed in this order: the
  /// inner coroutine, the outer one, the application.
  void check_end() {
    CHECK(wait() == 0);
    const std::string told = read_errors();
    CHECK(lines_in(told) == 4);
    CHECK(told.find("inner coroutine gone\n") < told.find("\ncoroutine gone\n"));
    CHECK(told.rfind("application gone\n") + std::string("application gone\n").size() ==
          told.size());
  }
};

}  // namespace

TEST_CASE("a request is answered as soon as it comes") {
  Ready p;
  for (int id = 2; id < 5; ++id) {
    p.write(echo("x", id));
    CHECK(read_body(p) == Json({{"type", "echo_ok"}, {"value", "x"}, {"in_reply_to", id}}));
  }
}

TEST_CASE("a line may come in pieces") {
  Ready p;
  const std::string line = echo("pieces", 2);
  for (const char c : line.substr(0, line.size() - 1)) p.write(std::string(1, c));
  p.write("\n" + echo("next", 3).substr(0, 20));
  CHECK(read_body(p).at("value") == "pieces");
  p.write(echo("next", 3).substr(20));
  CHECK(read_body(p).at("value") == "next");
}

TEST_CASE("a line may be ten million characters long, in and out") {
  Ready p;
  const std::string text(10'000'000, 'x');  // NOLINT: as long as that
  p.write(request({{"type", "size"}, {"text", text}}, 2));
  CHECK(read_body(p).at("size") == Json(text.size()));
  std::thread writer([&] { p.write(echo(text, 3)); });
  const Json echoed = read_body(p);
  writer.join();
  CHECK((echoed.at("value") == text));
}

TEST_CASE("many lines in one write are all answered, in order") {
  Ready p;
  std::string lines;
  const int count = 20000;
  for (int id = 2; id < 2 + count; ++id) lines += echo(id, id, peer);
  std::thread writer([&] { p.write(lines); });
  int in_order = 0;
  for (int id = 2; id < 2 + count; ++id) in_order += read_body(p).value("value", 0) == id;
  writer.join();
  CHECK(in_order == count);
}

TEST_CASE("while its output is full, the node takes little more input, and loses nothing") {
  Ready p(true);
  const std::string text(1000, 'x');
  const int count = 8000;
  std::string lines;
  for (int id = 2; id < 2 + count; ++id) lines += echo(text, id, peer);
  const std::size_t taken = p.write_until_full(lines);
  CHECK(taken < 4'000'000);
  std::thread writer([&] {
    p.write(lines.substr(taken));
    p.close_input();
  });
  const std::string output = p.read_output();
  writer.join();
  CHECK(lines_in(output) == count);
  CHECK(p.wait() == 0);
}

TEST_CASE("short requests with long answers do not fill the memory either") {
  Ready p;
  std::string lines;
  for (int id = 2; id < 4002; ++id) lines += request({{"type", "long"}}, id, peer);
  p.write(lines.substr(0, 65000));
  std::thread writer([&] {
    p.write(lines.substr(65000));
    p.close_input();
  });
  int answers = 0;
  while (!p.read_line().empty()) ++answers;
  writer.join();
  CHECK(answers == 4000);  // 400 MB
  CHECK(p.wait() == 0);
  CHECK(p.peak_kib() < 600'000);
}

TEST_CASE("a line without an end is skipped and not kept, and the next one counts") {
  Ready p;
  std::thread writer([&] {
    for (int mib = 0; mib < 40; ++mib) p.write(std::string(1 << 20, 'x'));
    p.write("\n" + echo("after", 2));
  });
  CHECK(read_body(p).at("value") == "after");
  writer.join();
  CHECK(contains(p.read_error_line(), "input line 2 is longer than 33554432 bytes"));
  p.write("nonsense\n");
  CHECK(contains(p.read_error_line(), "input line 4 is no message"));
}

TEST_CASE("nesting without measure is refused, and the node lives on") {
  Ready p;
  const std::string deep = std::string(1'000'000, '[') + std::string(1'000'000, ']');
  p.write(R"({"src":"c1","dest":"n0","body":{"type":"echo","msg_id":2,"value":)" + deep + "}}\n");
  p.write(echo("after", 3));
  CHECK(read_body(p).at("value") == "after");
  CHECK(contains(p.read_error_line(), "is no message: nested deeper than 500 levels"));
}

TEST_CASE("a node whose standard input is closed ends as with empty input") {
  Process p({"/bin/sh", "-c", "exec " + runtime_node + " <&-"});
  CHECK(p.wait() == 0);
}

TEST_CASE("a line that is no message is reported once and skipped, nothing else is lost") {
  Ready p;
  p.write("{\"src\":1}\n" + echo("a", 2) + "\n \r\nnonsense " + std::string(5000, '!') + "\n" +
          echo("b", 3));
  p.close_input();
  CHECK(lines_in(p.read_output()) == 2);
  CHECK(p.wait() == 0);
  const std::string errors = p.read_errors();
  CHECK(lines_in(errors) == 2);
  CHECK(contains(errors,
                 "n0: input line 2 is no message: field 'src' must be a string, got 1: "
                 "{\"src\":1}\n"));
  CHECK(contains(errors,
                 "input line 6 is no message: no valid JSON at column 2 of 5009: nonsense !!"));
  CHECK(errors.size() < 600);
}

TEST_CASE("at the end of input all answers are written and the exit status is 0") {
  Process p({runtime_node});
  p.write(init() + echo("a", 2) + echo("last, without a newline", 3).substr(0, 87));
  p.close_input();
  CHECK(lines_in(p.read_output()) == 2);
  CHECK(p.wait() == 0);

  Process q({runtime_node});
  std::string last = echo("b", 2);
  last.pop_back();
  q.write(init() + last);
  q.close_input();
  CHECK(lines_in(q.read_output()) == 2);
  CHECK(q.wait() == 0);
  CHECK(q.read_errors().empty());
}

TEST_CASE("empty input is a clean end") {
  Process p({runtime_node});
  p.close_input();
  CHECK(p.read_output().empty());
  CHECK(p.wait() == 0);
}

TEST_CASE("timers run while no input comes") {
  Ready p;
  p.write(request({{"type", "later"}, {"delay_ms", 20}}, 2) +
          request({{"type", "later"}, {"delay_ms", 1}}, 3));
  CHECK(read_body(p).at("in_reply_to") == Json(3));
  CHECK(read_body(p).at("in_reply_to") == Json(2));
}

TEST_CASE("what clients asked while the process was stopped for long is dropped") {
  Ready p;
  p.write(request({{"type", "later"}, {"delay_ms", 5000}}, 2));  // its client will have left
  p.write(echo("before", 3));
  CHECK(read_body(p).at("value") == Json("before"));
  p.signal(SIGSTOP);
  p.write(echo("meanwhile", 4));
  std::this_thread::sleep_for(std::chrono::milliseconds(5100));
  p.signal(SIGCONT);
  // What a peer sends is not dropped. This asks for no answer, but is logged.
  p.write(R"({"src":"n0","dest":"n0","body":{"type":"log"}})"
          "\n");
  CHECK(contains(p.read_error_line(), "no answer to request 2 of c1"));
  CHECK(contains(p.read_error_line(), "dropped a request of c1"));
  CHECK(contains(p.read_error_line(), "as asked"));
  p.write(echo("after", 5));
  CHECK(read_body(p) == Json({{"type", "echo_ok"}, {"value", "after"}, {"in_reply_to", 5}}));
}

TEST_CASE("what found the pipe full while the process was stopped is dropped as well") {
  Ready p;
  p.write(echo("before", 2));
  CHECK(read_body(p).at("value") == Json("before"));
  p.signal(SIGSTOP);
  // A page of the pipe has no room for two of these, so that 16 fill it.
  constexpr int count = 40;
  std::thread writer([&] {
    for (int id = 3; id < 3 + count; ++id) p.write(echo(std::string(2100, 'x'), id));
  });
  std::this_thread::sleep_for(std::chrono::milliseconds(5100));
  p.signal(SIGCONT);
  writer.join();
  p.close_input();
  CHECK(p.wait() == 0);
  // A busy machine may let the writer wait for longer than the node expects.
  const auto dropped = lines_in(p.read_errors());
  CHECK(dropped > count * 3 / 4);
  CHECK(dropped + lines_in(p.read_output()) == count);
}

TEST_CASE("a signal to go on where nothing has stopped changes nothing") {
  Ready p;
  for (int id = 2; id < 20; ++id) {
    p.write(echo(id, id));
    p.signal(SIGCONT);
    CHECK(read_body(p).at("value") == Json(id));
  }
}

TEST_CASE("logs go to standard error, a line each") {
  Ready p;
  p.write(request({{"type", "log"}}, 2));
  p.close_input();
  CHECK(p.wait() == 0);
  CHECK(p.read_output().empty());
  const std::string errors = p.read_errors();
  CHECK(lines_in(errors) == 1);
  CHECK(contains(errors, " ms n0: as asked\n"));
}

TEST_CASE("a node checks its own state after each step, if the environment asks for it") {
  for (const bool asked : {false, true}) {
    if (asked) setenv("GLOMERS_SELF_CHECK", "1", 1);
    Ready p;
    unsetenv("GLOMERS_SELF_CHECK");
    p.write(echo("x", 2));
    read_body(p);
    p.close_input();
    CHECK(p.wait() == 0);
    CHECK(contains(p.read_errors(), "checked") == asked);
  }
}

TEST_CASE("a node that finds itself broken says so, and ends with status 255") {
  Ready p;
  p.write(echo("before", 2));
  CHECK(read_body(p).at("value") == "before");
  p.write(echo("in the same turn", 3) + request({{"type", "break"}}, 4) + echo("after", 5));
  CHECK(p.wait() == 255);
  CHECK(p.read_output().empty());
  const std::string errors = p.read_errors();
  CHECK(lines_in(errors) == 1);
  CHECK(contains(errors, " n0: at 'break' of c1: broken: a node is whole (runtime_node.cpp:"));
}

TEST_CASE("SIGTERM ends the node with status 0, while it waits and while it cannot write") {
  Ready idle;
  idle.signal(SIGTERM);
  CHECK(idle.wait() == 0);

  Ready stuck;
  std::string lines;
  for (int id = 2; id < 300; ++id) lines += echo(std::string(1000, 'x'), id);
  std::thread writer([&] {
    try {
      stuck.write(lines);
    } catch (const std::exception&) {  // it ended before it had read everything
    }
  });
  REQUIRE(!stuck.read_line().empty());  // it writes, and nobody reads on
  stuck.signal(SIGTERM);
  CHECK(stuck.wait() == 0);
  writer.join();
}

TEST_CASE("coroutines that wait when the input ends or SIGTERM comes go before the application") {
  Waiting until_input_ends;
  until_input_ends.close_input();
  until_input_ends.check_end();
  Waiting until_signal;
  until_signal.signal(SIGTERM);
  until_signal.check_end();
}

TEST_CASE("when nobody reads its output any more, the node ends") {
  Ready p;
  p.close_output();
  p.write(echo("x", 2));
  CHECK(p.wait() == 0);
}

TEST_CASE("--help prints the options and ends with 0, bad arguments with 254") {
  Process help({runtime_node, "--help"});
  const std::string text = help.read_output();
  CHECK(help.wait() == 0);
  CHECK(contains(text, "A node for the tests of the runtime."));
  CHECK(contains(text, "--greeting"));

  for (const std::string bad : {"--greeting", "--unknown", "surplus"}) {
    INFO(bad);
    Process p({runtime_node, bad});
    CHECK(p.wait() == 254);
    CHECK(p.read_output().empty());
    CHECK(contains(p.read_errors(), bad));
  }
}

TEST_CASE("an option of the command line reaches the node") {
  Process p({runtime_node, "--greeting", "moin"});
  p.write(init() + echo(1, 2));
  CHECK(read_body(p).at("type") == "init_ok");
  CHECK(read_body(p).at("type") == "moin");
}
