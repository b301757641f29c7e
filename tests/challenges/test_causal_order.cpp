#include "tests/catch.hpp"
#include "txn_rw_register/causal_order.hpp"

using namespace glomers;
using namespace txn_rw_register;

namespace {

/// Three logs, and what was applied so far as "<number>:<entry>".
struct Fixture {
  using After = CausalOrder::After;

  Logs logs{{"n0", "n1", "n2"}};
  LogId a = logs.intern("n0.x"), b = logs.intern("n1.x"), c = logs.intern("n2.x");
  std::vector<std::string> applied;
  CausalOrder order{[this](const std::string& origin, const Json& entry) {
    applied.push_back(origin.substr(1, 1) + ':' + entry.get<std::string>());
  }};

  void add(LogId log, const char* entry, const After& after = {}) {
    order.add(logs, log, entry, after);
  }
};

using Names = std::vector<std::string>;

}  // namespace

TEST_CASE_METHOD(Fixture, "an entry that comes after nothing is applied at once") {
  add(b, "x");
  add(b, "y");
  CHECK(applied == Names{"1:x", "1:y"});
}

TEST_CASE_METHOD(Fixture, "an entry waits for what it comes after, and no longer") {
  add(b, "effect", {{"n2.x", 2}});
  add(c, "cause 1");
  CHECK(applied == Names{"2:cause 1"});
  add(c, "cause 2");
  CHECK(applied == Names{"2:cause 1", "2:cause 2", "1:effect"});
  add(c, "unrelated");
  CHECK(applied.size() == 4);
}

TEST_CASE_METHOD(Fixture, "a waiting entry holds back its origin's later ones") {
  add(b, "waits", {{"n2.x", 1}});
  add(b, "later");
  CHECK(applied.empty());
  add(c, "cause");
  CHECK(applied == Names{"2:cause", "1:waits", "1:later"});
}

TEST_CASE("a chain that comes backwards is applied forwards, whatever the origins' numbers") {
  Fixture up;
  up.add(up.c, "third", {{"n1.x", 1}});
  up.add(up.b, "second", {{"n0.x", 1}});
  CHECK(up.applied.empty());
  up.add(up.a, "first");
  CHECK(up.applied == Names{"0:first", "1:second", "2:third"});
  Fixture down;
  down.add(down.a, "third", {{"n1.x", 1}});
  down.add(down.b, "second", {{"n2.x", 1}});
  down.add(down.c, "first");
  CHECK(down.applied == Names{"2:first", "1:second", "0:third"});
}

TEST_CASE("an entry after two others waits for both") {
  for (const bool left_first : {true, false}) {
    Fixture f;
    f.add(f.a, "bottom", {{"n1.x", 1}, {"n2.x", 1}});
    f.add(left_first ? f.b : f.c, "side");  // NOLINT: no clones
    CHECK(f.applied.size() == 1);
    f.add(left_first ? f.c : f.b, "other side");  // NOLINT
    CHECK(f.applied.back() == "0:bottom");
    CHECK(f.applied.size() == 3);
  }
}

TEST_CASE_METHOD(Fixture, "what comes after an origin nobody has heard of waits") {
  add(b, "effect", {{"n2.reborn", 1}});
  add(c, "another incarnation's");
  CHECK(applied == Names{"2:another incarnation's"});
  add(logs.intern("n2.reborn"), "cause");
  CHECK(applied == Names{"2:another incarnation's", "2:cause", "1:effect"});
}

TEST_CASE_METHOD(Fixture,
                 "this node's entries name what was applied since the last, and only that") {
  CHECK(order.take_after(logs, a).empty());
  add(b, "x");
  add(b, "y");
  add(c, "waits", {{"n1.x", 9}});
  CHECK(order.take_after(logs, a) == After{{"n1.x", 2}});
  add(a, "own", {{"n1.x", 2}});
  CHECK(order.take_after(logs, a).empty());
  add(b, "z");
  CHECK(order.take_after(logs, a) == After{{"n1.x", 3}});
}
