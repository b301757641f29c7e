#include <sstream>

#include "tests/catch.hpp"
#include "tests/eddy/history/edn_history.hpp"
#include "tests/eddy/history/history.hpp"
#include "tests/text.hpp"

using namespace eddy;

namespace {

History read(const std::string& edn) {
  std::istringstream lines(json_lines(edn));
  return read_history(lines);
}

}  // namespace

TEST_CASE("a history of Maelstrom is read, with a tag at its ops or without") {
  const History history =
      read(R"({:type :invoke, :f :read, :value nil, :time 3, :process 0, :index 0, :final? true}
#jepsen.history.Op{:index 1, :time 4, :type :ok, :process 0, :f :read, :value [3 4], :clock-time 17}
#jepsen.history.Op{:index 2, :time 5, :type :info, :process :nemesis, :f :start-partition, :value [:isolated {"n0" #{"n1"}}], :error [:oh "no"]}
)");
  REQUIRE(history.size() == 3);
  CHECK(to_json(history[0]) == Json::parse(R"({"index":0,"time":3,"type":"invoke","process":0,
        "f":"read","value":null,"final":true})"));
  CHECK(to_json(history[1]) == Json::parse(R"({"index":1,"time":4,"type":"ok","process":0,
        "f":"read","value":[3,4]})"));
  CHECK(history[2].process == nemesis_process);
  CHECK(history[2].value == Json::parse(R"(["isolated",{"n0":["n1"]}])"));
  CHECK(history[2].error == Json::parse(R"(["oh","no"])"));
}

TEST_CASE("the ops of Maelstrom's transactions and logs are as here") {
  const History history = read(R"([
    {:type :invoke, :f :txn, :value [[:r 8 nil] [:w 8 1]], :time 1, :process 0}
    {:type :ok, :f :poll, :value [[:poll {"k" [[0 1]]}]], :time 2, :process 1, :seek-to-beginning? true}])");
  REQUIRE(history.size() == 2);
  CHECK(history[0].value == Json::parse(R"([["r",8,null],["w",8,1]])"));
  CHECK(history[1].index == 1);
  CHECK(history[1].value == Json::parse(R"([["poll",{"k":[[0,1]]}]])"));
  CHECK(history[1].seek_to_beginning);
}

TEST_CASE("EDN and JSON are told apart by how they begin") {
  for (const char* edn :
       {"{:index 0}", " [{:index 0}]", "#jepsen.history.Op{:index 0}", "; note\n{}"})
    CHECK(is_edn_history(edn));
  for (const char* json : {"{\"index\":0}", "[]", "", "Dear reader", "[{\"f\":\":a\"}]"})
    CHECK(!is_edn_history(json));
}

TEST_CASE("what is no history of Maelstrom is refused with its place") {
  const auto complaint = [](const std::string& text) -> std::string {
    try {
      json_lines(text);
    } catch (const HistoryError& error) {
      return error.what();
    }
    return "";
  };
  CHECK(complaint("{:f :read} :oh") == "op 1: no map: \"oh\"");
  CHECK(contains(complaint("{:f :read} {:f 1"), "after 1 ops: a collection lacks its }"));
}
