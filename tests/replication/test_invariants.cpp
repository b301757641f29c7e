#include <stdexcept>

#include "glomers/replication/star.hpp"
#include "glomers/replication/unbroken.hpp"
#include "glomers/testing/test_node.hpp"
#include "tests/replication/log_cluster.hpp"

using namespace glomers;

namespace {

/// The sentence that f finds broken; empty if it finds none.
template <class F>
std::string broken(F f) {
  try {
    f();
  } catch (const InvariantError& error) {
    return error.invariant;
  }
  return "";
}

/// Takes every entry but "bad".
struct PickyApp {
  explicit PickyApp(Node& node)
      : replica(node, {}, [](const Replica::Entry& entry) {
          if (entry.value == "bad") throw std::runtime_error("it is bad");
        }) {}

  Replica replica;
};

AppFactory picky = [](Node& node) { return std::make_shared<PickyApp>(node); };

Json batch_with(int position, const char* entry) {
  return {{"type", "replicate"}, {"tag", "a"}, {"ts", 0}, {"logs", {{"n1.a", {position, entry}}}}};
}

/// The hub of three nodes, which keeps no journal.
struct Hub {
  Hub() { logs.append(own.id(), "e"); }

  std::string broken_sentence() {
    return broken([&] { star.check(logs, own); });
  }

  Node node{{}};
  std::vector<std::string> ids{"n0", "n1", "n2"};
  Pace pace{Replica::Options{}};
  Logs logs{ids};
  OwnLog own{logs, "n0", "a", nullptr};
  Star star{ids, NodeIndex(0), pace};
  Peer& leaf = star.peer(NodeIndex(1));
};

}  // namespace

// Errors that end the node. -----------------------------------------------------

TEST_CASE("an entry that the check lets pass and the application does not take ends the node") {
  TestNode t(picky);
  t.init("n0", {"n0", "n1"});
  CHECK_NOTHROW(t.deliver("n1", batch_with(0, "good")));
  CHECK(broken([&] { t.deliver("n1", batch_with(1, "bad")); }) ==
        "the application takes every entry that check_entries lets pass");
  CHECK(t.log_lines().back().find("it threw: it is bad") != std::string::npos);
}

TEST_CASE("an append before the node knows who it is ends the node") {
  CHECK(broken([] {
          TestNode t([](Node& node) {
            const auto app = std::make_shared<PickyApp>(node);
            app->replica.append("x");
            return app;
          });
        }) == "append comes after init");
}

TEST_CASE("an exception where none may be is a broken invariant, with what it said") {
  const auto boom = [] { throw std::runtime_error("boom"); };
  CHECK(broken([&] { unbroken("all is well", boom); }) == "all is well");
  CHECK(broken([&] { unbroken("all is well", [] { ensure(false, "a part is well"); }); }) ==
        "a part is well");
  CHECK_NOTHROW(unbroken("all is well", [] {}));
}

// What is checked after each step. ----------------------------------------------

TEST_CASE_METHOD(Hub, "what is due for a peer is noted") {
  CHECK(broken_sentence().empty());
  leaf.ask(5ms);
  CHECK(broken_sentence() == "what is due for a peer is noted");
  star.note_due(leaf);
  CHECK(broken_sentence().empty());
}

TEST_CASE_METHOD(Hub, "nobody holds more of this node's log than there is") {
  leaf.progress.learn_have(own.id(), 1);
  CHECK(broken_sentence().empty());
  leaf.progress.learn_have(own.id(), 2);
  CHECK(broken_sentence() == "nobody holds more of this node's log than there is");
}

TEST_CASE_METHOD(Hub, "none but a served peer is suspected") {
  Star leaves(ids, NodeIndex(2), pace);
  leaves.peer(NodeIndex(0)).suspect(5ms);
  leaves.note_due(leaves.hub());
  CHECK_NOTHROW(leaves.check(logs, own));
  leaves.peer(NodeIndex(1)).suspect(5ms);
  leaves.find_earliest_due();
  CHECK(broken([&] { leaves.check(logs, own); }) == "none but a served peer is suspected");
}

TEST_CASE_METHOD(Hub, "no peer was sent what is still to come") {
  leaf.progress.sent_version = logs.version() + 1;
  CHECK(broken_sentence() == "no peer was sent what is still to come");
}

TEST_CASE_METHOD(Hub, "an entry is read where there is one") {
  CHECK(logs.entry(own.id(), 0) == "e");
  CHECK(broken([&] { logs.entry(own.id(), 1); }) == "an entry is read where there is one");
}

// What the nodes of a cluster say of their logs. --------------------------------

TEST_CASE("logs of one name are equal up to the shorter, on all nodes") {
  LogWitness witness;
  witness.holds({"n0", "n0.a"}, 0, "x");
  witness.holds({"n0", "n0.a"}, 1, "y");
  witness.holds({"n1", "n0.a"}, 0, "x");
  witness.holds({"n1", "n1.b"}, 1, "z");
  CHECK(broken([&] {
          witness.holds({"n1", "n0.a"}, 1, "z");
        }) == "logs of one name are equal on all nodes");
}

TEST_CASE("nobody is believed to hold what it never held") {
  LogWitness witness;
  witness.holds({"n0", "n0.a"}, 0, "x");
  CHECK_NOTHROW(witness.is_believed_to_hold({"n0", "n0.a"}, 1));
  CHECK_NOTHROW(witness.is_believed_to_hold({"n1", "n0.a"}, 0));
  CHECK(broken([&] {
          witness.is_believed_to_hold({"n1", "n0.a"}, 1);
        }) == "nobody is believed to hold what it never held");
}
