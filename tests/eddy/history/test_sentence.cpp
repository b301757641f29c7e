#include "tests/catch.hpp"
#include "tests/eddy/history/sentence.hpp"

namespace eddy {
namespace {

Op op(std::int64_t index, std::int64_t process, const std::string& node = "") {
  Op op;
  op.index = index;
  op.process = process;
  op.time_ns = 1'204'000'000;
  op.client = "c" + std::to_string(process + 1);
  op.node = node;
  return op;
}

TEST_CASE("a sentence knows the operations that it names, each once, in its order") {
  Sentence sentence = "T1 (" + who_and_when(op(17, 3)) + ") wrote; process 4, op 5, did not; ";
  sentence += who_and_when(op(2, 1)) + ", and " + who_and_when(op(17, 3)) + ".";
  CHECK(sentence.text() ==
        "T1 (process 3, op 17, at 1.204 s) wrote; process 4, op 5, did not; "
        "process 1, op 2, at 1.204 s, and process 3, op 17, at 1.204 s.");
  CHECK(sentence.operations() == std::vector<std::int64_t>{17, 2});
  CHECK(sentence.nodes().empty());
}

TEST_CASE("where the bench knows who was asked, a sentence does") {
  const Sentence sentence =
      who_and_when(op(1, 3, "n0")) + who_and_when(op(2, 0, "n0")) + who_and_when(op(1, 3, "n0"));
  CHECK(who_and_when(op(1, 3, "n0")).text() == "process 3 [c4 of n0], op 1, at 1.204 s");
  CHECK(sentence.nodes() == std::vector<std::string>{"n0", "n0"});
}

}  // namespace
}  // namespace eddy
