#include <algorithm>
#include <map>
#include <set>
#include <stdexcept>

#include "tests/catch.hpp"
#include "tests/eddy/workloads/kinds.hpp"
#include "tests/eddy/workloads/ok_op.hpp"

using eddy::Invocation;
using eddy::Json;
using eddy::make_workload;
using eddy::ok_op;
using eddy::Op;
using eddy::OpType;
using eddy::WorkloadOptions;
using glomers::Random;

namespace {

constexpr int draws = 10'000;
const WorkloadOptions options = {.nodes = {"n0", "n1", "n2"}, .concurrency = 3};
/// lin-kv needs two threads for each node.
const WorkloadOptions for_any = {.nodes = {"n0", "n1", "n2"}, .concurrency = 6};

std::vector<Invocation> draw(eddy::Workload& workload, std::uint64_t seed, int count = draws) {
  Random random(seed);
  std::vector<Invocation> invocations;
  for (int i = 0; i < count; ++i) invocations.push_back(workload.next(random));
  return invocations;
}

int count_of(const std::vector<Invocation>& invocations, const std::string& f) {
  return static_cast<int>(std::count_if(invocations.begin(), invocations.end(),
                                        [&](const Invocation& i) { return i.f == f; }));
}

bool is_about(int count, double share, int total) {
  return count > total * (share - 0.02) && count < total * (share + 0.02);
}

/// Of the assigns among so many draws, those of more than one key.
std::vector<Json> assigns_of_several(eddy::Workload& workload) {
  std::vector<Json> found;
  for (const Invocation& i : draw(workload, 9))
    if (i.f == "assign" && i.value.size() > 1) found.push_back(i.value);
  return found;
}

}  // namespace

TEST_CASE("echo asks for 128 different payloads") {
  std::set<std::string> payloads;
  for (const Invocation& i : draw(*make_workload("echo", options), 1)) {
    REQUIRE(i.f == "echo");
    payloads.insert(i.value.get<std::string>());
  }
  CHECK(payloads.size() == 128);
  CHECK(payloads.count("Please echo 0") == 1);
  CHECK(payloads.count("Please echo 127") == 1);
}

TEST_CASE("unique-ids only generates") {
  const auto invocations = draw(*make_workload("unique-ids", options), 1);
  CHECK(count_of(invocations, "generate") == draws);
}

TEST_CASE("broadcast mixes reads with the messages 0, 1, 2, ...") {
  const auto invocations = draw(*make_workload("broadcast", options), 2);
  CHECK(is_about(count_of(invocations, "read"), 0.5, draws));
  int expected = 0;
  for (const Invocation& i : invocations) {
    if (i.f == "read") continue;
    REQUIRE(i.f == "broadcast");
    REQUIRE(i.value == expected++);
  }
}

TEST_CASE("g-counter adds 0 to 4, with two reads for each add") {
  const auto invocations = draw(*make_workload("g-counter", options), 3);
  CHECK(is_about(count_of(invocations, "read"), 2.0 / 3, draws));
  std::map<int, int> deltas;
  for (const Invocation& i : invocations)
    if (i.f == "add") ++deltas[i.value.get<int>()];
  REQUIRE(deltas.size() == 5);
  CHECK(deltas.begin()->first == 0);
  CHECK(deltas.rbegin()->first == 4);
  for (const auto& [delta, count] : deltas) CHECK(is_about(count, 1.0 / 15, draws));
}

TEST_CASE("broadcast, sets and counters end with one read of each thread") {
  for (const char* name : {"broadcast", "g-counter", "pn-counter", "g-set"}) {
    CAPTURE(name);
    Random random(1);
    const auto workload = make_workload(name, options);
    CHECK(workload->has_final_phase());
    CHECK(!workload->final_time_limit());
    for (const int thread : {1, 0, 2}) {
      const auto step = workload->next_final(thread, random);
      REQUIRE(step.has_value());
      CHECK(step->invocation.f == "read");
      CHECK(step->invocation.final == (name != std::string("g-set")));  // not marked there
      CHECK(step->pause.count() == 0);
    }
    for (const int thread : {0, 1, 2}) CHECK(!workload->next_final(thread, random));
  }
}

TEST_CASE(
    "g-set adds 0, 1, 2, ... and pn-counter deltas from -5 to 4, both as often as they read") {
  std::int64_t next_element = 0;
  int adds = 0;
  for (const Invocation& i : draw(*make_workload("g-set", options), 9)) {
    if (i.f == "read") continue;
    REQUIRE(i.f == "add");
    REQUIRE(i.value == next_element++);
    ++adds;
  }
  CHECK(is_about(adds, 0.5, draws));
  std::map<int, int> deltas;
  for (const Invocation& i : draw(*make_workload("pn-counter", options), 10))
    if (i.f == "add") ++deltas[i.value.get<int>()];
  REQUIRE(deltas.size() == 10);
  CHECK(deltas.begin()->first == -5);
  for (const auto& [delta, count] : deltas) CHECK(is_about(count, 1.0 / 20, draws));
}

TEST_CASE("of lin-kv's threads the first read, one for each node, and the others write") {
  const WorkloadOptions six = {.nodes = {"n0", "n1", "n2"}, .concurrency = 12};
  const auto workload = make_workload("lin-kv", six);
  Random random(11);
  std::map<std::string, int> by_f;
  for (int i = 0; i < draws; ++i) {
    CHECK(workload->next_on(2, random).f == "read");
    const Invocation change = workload->next_on(3, random);
    ++by_f[change.f];
    CHECK(change.value[0] == 0);
    CHECK(workload->next_on(6, random).value[0] == 1);  // the second group's key
    CHECK(workload->next_on(6, random).f != "read");    // which has no readers
  }
  CHECK(by_f.size() == 2);
  CHECK(is_about(by_f["write"], 1.0 / 3, draws));
  for (const int concurrency : {1, 5, 9})
    CHECK_THROWS_AS(make_workload("lin-kv", {.nodes = six.nodes, .concurrency = concurrency}),
                    std::invalid_argument);
}

TEST_CASE("lin-kv leaves a key after more than 20 processes, and waits for ten latencies") {
  WorkloadOptions slow = {.nodes = {"n0", "n1"}, .concurrency = 4};
  slow.latency = 300 * glomers::from_ms(1);
  const auto workload = make_workload("lin-kv", slow);
  CHECK(workload->reply_timeout() == glomers::from_ms(3000));
  slow.latency = eddy::Time(0);
  CHECK(make_workload("lin-kv", slow)->reply_timeout() == glomers::from_ms(1000));
  Random random(1);
  const auto key = [&] { return workload->next_on(0, random).value[0].get<int>(); };
  eddy::Op lost;
  lost.type = eddy::OpType::info;
  for (int infos = 0; infos < 17; ++infos) {
    CHECK(key() == 0);
    lost.process = 4 * infos;
    lost.value = Json::array({0, 1});
    workload->observe(lost);
  }
  CHECK(key() == 1);
}

TEST_CASE("transactions have 1 to max-txn-length operations and unique writes per key") {
  WorkloadOptions txn_options = options;
  txn_options.max_txn_length = 4;
  txn_options.max_writes_per_key = 16;
  std::map<std::size_t, int> lengths;
  std::map<std::int64_t, std::int64_t> last;
  for (const Invocation& i : draw(*make_workload("txn-rw-register", txn_options), 4)) {
    REQUIRE(i.f == "txn");
    ++lengths[i.value.size()];
    for (const Json& operation : i.value) {
      REQUIRE(operation.size() == 3);
      REQUIRE(operation[1].is_number_integer());
      if (operation[0] == "r") {
        REQUIRE(operation[2].is_null());
      } else {
        REQUIRE(operation[0] == "w");
        REQUIRE(operation[2] == ++last[operation[1].get<std::int64_t>()]);
        REQUIRE(operation[2] <= 16);
      }
    }
  }
  REQUIRE(lengths.size() == 4);
  for (const auto& [length, count] : lengths) {
    CHECK(length >= 1);
    CHECK(length <= 4);
    CHECK(is_about(count, 0.25, draws));
  }
}

TEST_CASE("key-count sets the size of the pool, 10 without it") {
  for (const char* name : {"txn-rw-register", "kafka"}) {
    const auto keys = [&](int key_count) {
      WorkloadOptions with_count = options;
      with_count.key_count = key_count;
      with_count.max_writes_per_key = draws;
      std::set<Json> seen;
      for (const Invocation& i : draw(*make_workload(name, with_count), 5))
        for (const Json& operation : i.value)
          if (operation.size() == 3) seen.insert(operation[1]);
      return seen.size();
    };
    CAPTURE(name);
    CHECK(keys(3) == 3);
    CHECK(keys(0) == 10);
  }
}

TEST_CASE("kafka sends and polls in equal parts, and assigns one time in 64") {
  const auto invocations = draw(*make_workload("kafka", options), 6);
  CHECK(is_about(count_of(invocations, "send"), 0.5 * 63 / 64, draws));
  CHECK(is_about(count_of(invocations, "poll"), 0.5 * 63 / 64, draws));
  const int assigns = count_of(invocations, "assign");
  CHECK(assigns > draws / 64 * 8 / 10);
  CHECK(assigns < draws / 64 * 12 / 10);
  CHECK(count_of(invocations, "crash") == 0);
}

TEST_CASE("the messages of a kafka key are 1, 2, 3, ...; keys are strings") {
  std::map<std::string, int> last;
  for (const Invocation& i : draw(*make_workload("kafka", options), 7)) {
    if (i.f == "poll") REQUIRE(i.value == Json::parse(R"([["poll"]])"));
    if (i.f != "send") continue;
    REQUIRE(i.value.size() == 1);
    const Json& send = i.value[0];
    REQUIRE(send[0] == "send");
    REQUIRE(send[2] == ++last[send[1].get<std::string>()]);
    REQUIRE(send[2] <= options.max_writes_per_key);
  }
  CHECK(last.size() > 10);
}

TEST_CASE("an assign takes the key of the operation that it puts off") {
  const auto invocations = draw(*make_workload("kafka", options), 8);
  int compared = 0;
  for (std::size_t i = 0; i + 1 < invocations.size(); ++i) {
    if (invocations[i].f != "assign") continue;
    REQUIRE(invocations[i].value.size() == 1);  // nothing was sent, so nothing is unseen
    if (invocations[i + 1].f != "send") continue;
    REQUIRE(invocations[i].value[0] == invocations[i + 1].value[0][1]);
    ++compared;
  }
  CHECK(compared > 20);
}

TEST_CASE("one assign in three takes the keys with unpolled messages along") {
  const auto workload = make_workload("kafka", options);
  workload->observe(ok_op("send", R"([["send","100",[4,1]]])"));
  workload->observe(ok_op("send", R"([["send","99",[2,1]]])"));
  const auto several = assigns_of_several(*workload);
  CHECK(several.size() > draws / 64 / 3 / 2);
  CHECK(several.size() < draws / 64 / 3 * 2);
  for (const Json& keys : several) {
    REQUIRE(keys.size() == 3);
    CHECK(keys[1] == "99");
    CHECK(keys[2] == "100");
  }
}

TEST_CASE("no key is assigned twice") {
  WorkloadOptions lasting_keys = options;
  lasting_keys.max_writes_per_key = draws;
  const auto workload = make_workload("kafka", lasting_keys);
  workload->observe(ok_op("send", R"([["send","9",[4,1]]])"));  // the likeliest key
  workload->observe(ok_op("send", R"([["send","99",[2,1]]])"));
  for (const Json& keys : assigns_of_several(*workload))
    REQUIRE(std::set<Json>(keys.begin(), keys.end()).size() == keys.size());
}

TEST_CASE("a key is unpolled until a poll has reached its last sent offset") {
  const auto workload = make_workload("kafka", options);
  workload->observe(ok_op("send", R"([["send","99",[2,1]]])"));
  SECTION("a poll that reached it") {
    workload->observe(ok_op("poll", R"([["poll",{"99":[[1,7],[2,1]]}]])"));
    CHECK(assigns_of_several(*workload).empty());
  }
  SECTION("a poll that did not") {
    workload->observe(ok_op("poll", R"([["poll",{"99":[[1,7]],"98":[]}]])"));
    CHECK(!assigns_of_several(*workload).empty());
  }
  SECTION("a poll that was not ok") {
    Op poll = ok_op("poll", R"([["poll",{"99":[[2,1]]}]])");
    poll.type = OpType::info;
    workload->observe(poll);
    CHECK(!assigns_of_several(*workload).empty());
  }
  SECTION("a newer message after the poll") {
    workload->observe(ok_op("poll", R"([["poll",{"99":[[2,1]]}]])"));
    workload->observe(ok_op("send", R"([["send","99",[3,2]]])"));
    CHECK(!assigns_of_several(*workload).empty());
  }
}

TEST_CASE("kafka's clients crash every 30 s on average") {
  const auto workload = make_workload("kafka", options);
  using glomers::operator""s;
  CHECK(workload->extra_interval() == 10s);
  Random random(1);
  CHECK(workload->next_extra(random).f == "crash");
  for (const std::string& name : eddy::workload_names())
    if (name != "kafka") CHECK(!make_workload(name, for_any)->extra_interval());
}

TEST_CASE("clients are reused where Maelstrom's are") {
  for (const char* name : {"unique-ids", "txn-rw-register", "txn-list-append"})
    CHECK(make_workload(name, options)->reusable_clients());
  for (const char* name :
       {"echo", "broadcast", "g-counter", "kafka", "lin-kv", "g-set", "pn-counter"})
    CHECK(!make_workload(name, for_any)->reusable_clients());
}

TEST_CASE("the same seed draws the same operations") {
  for (const std::string& name : eddy::workload_names()) {
    const auto text = [&](std::uint64_t seed) {
      std::string all;
      for (const Invocation& i : draw(*make_workload(name, for_any), seed, 200))
        all += i.f + i.value.dump();
      return all;
    };
    CAPTURE(name);
    CHECK(text(1) == text(1));
  }
}

TEST_CASE("an unknown workload or topology is refused") {
  CHECK_THROWS_AS(make_workload("bank", options), std::invalid_argument);
  WorkloadOptions ring = options;
  ring.topology = "ring";
  CHECK_THROWS_AS(make_workload("broadcast", ring), std::invalid_argument);
}
