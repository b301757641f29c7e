// What the message loop and the nodes cost, as ratios to baselines that run beside them.

#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <functional>
#include <limits>
#include <string>
#include <vector>

#include "tests/bench/child.hpp"

// NODES is the build folder, BARE_LOOP the path of the plainest echo node.

namespace {

namespace fs = std::filesystem;

constexpr int rounds = 5;

std::string node(const std::string& name) {
  return std::string(NODES) + "/" + name + "/" + name;
}

std::string message(const std::string& src, const std::string& body) {
  return R"({"src":")" + src + R"(","dest":"n0","body":{)" + body + "}}\n";
}

std::string request(int id, const std::string& fields) {
  return message("c1", fields + R"(,"msg_id":)" + std::to_string(id));
}

const std::string init =
    message("c0", R"("type":"init","msg_id":1,"node_id":"n0","node_ids":["n0"])");
const std::string init_of_two =
    message("c0", R"("type":"init","msg_id":1,"node_id":"n0","node_ids":["n0","n1"])");
const std::string echo_line = request(2, R"("type":"echo","echo":"Please echo 35")");

/// A file with these lines, gone at the end.
class Input {
 public:
  Input(const std::string& first, int count, const std::function<std::string(int)>& line)
      : path_(fs::temp_directory_path() /
              ("node_bench_" + std::to_string(getpid()) + '_' + std::to_string(++made_))) {
    std::ofstream out(path_);
    out << first;
    for (int i = 0; i < count; ++i) out << line(i);
  }
  ~Input() { fs::remove(path_); }
  Input(const Input&) = delete;
  Input& operator=(const Input&) = delete;
  std::string path() const { return path_.string(); }

 private:
  inline static int made_ = 0;

  fs::path path_;
};

bool missed = false;

/// A row of the table; a limit of 0 is none.
void row(const std::string& what, double figure, const char* unit, double limit = 0) {
  const bool misses = limit > 0 && figure > limit;
  missed |= misses;
  std::printf("%-58s %10.3g %-10s", what.c_str(), figure, unit);
  if (limit > 0) std::printf(" limit %g%s", limit, misses ? "  MISSED" : "");
  std::printf("\n");
  std::fflush(stdout);
}

/// The least of some rounds of both, in turn, and what the first is of the second.
double ratio(const std::function<double()>& ours, const std::function<double()>& baseline) {
  double least = std::numeric_limits<double>::max();
  double least_baseline = least;
  for (int round = 0; round < rounds; ++round) {
    least = std::min(least, ours());
    least_baseline = std::min(least_baseline, baseline());
  }
  return least / least_baseline;
}

void echo_rows() {
  const Input requests(init, 300000, [](int i) {
    return request(i + 2, R"("type":"echo","echo":"Please echo )" + std::to_string(i % 128) + '"');
  });
  const auto on_file = [&](const std::string& program) {
    return [&, program] { return run_on_file(program, requests.path()).cpu_s; };
  };
  row("echo, 300,000 requests from a file: CPU", ratio(on_file(node("echo")), on_file(BARE_LOOP)),
      "x bare", 0.6);
  const auto in_flight = [&](const std::string& program, int window) {
    return [=] { return run_in_flight(program, init, echo_line, 100000, window).cpu_s; };
  };
  for (const int window : {1000, 10})
    row("echo, " + std::to_string(window) + " requests in flight: CPU",
        ratio(in_flight(node("echo"), window), in_flight(BARE_LOOP, window)), "x bare",
        window == 1000 ? 0.6 : 0);
  const auto round_trips = [&](const std::string& program) {
    return [=] { return run_in_flight(program, init, echo_line, 20000, 1).wall_s; };
  };
  row("echo, 1 request in flight: round trip",
      ratio(round_trips(node("echo")), round_trips("/bin/cat")), "x cat", 1.5);
}

/// CPU of the program on so many lines, in microseconds a line; the least of some rounds.
double us_a_line(const std::string& program, const std::string& first, int count,
                 const std::function<std::string(int)>& line) {
  const Input input(first, count, line);
  double least = std::numeric_limits<double>::max();
  for (int round = 0; round < rounds; ++round)
    least = std::min(least, run_on_file(program, input.path()).cpu_s);
  return 1e6 * least / count;
}

/// The cost of an operation, and whether it rises with the age of the run.
void age_rows(const std::string& what, const std::string& program, int count,
              const std::function<std::string(int)>& line) {
  const double young = us_a_line(program, init, count, line);
  row(what, young, "us");
  row("  in a run four times as long", us_a_line(program, init, 4 * count, line) / young, "x", 1.5);
}

void read_rows() {
  for (const int values : {10, 1000, 100000}) {
    std::string first = init;
    for (int i = 0; i < values; ++i)
      first += request(i + 2, R"("type":"broadcast","message":)" + std::to_string(i));
    const int count = values > 10000 ? 4000 : 100000;
    const auto read = [](int i) { return request(i, R"("type":"read")"); };
    row("broadcast, a read of " + std::to_string(values) + " values",
        us_a_line(node("broadcast"), first, count, read), "us");
  }
}

void batch_rows() {
  for (const int entries : {1, 100, 10000}) {
    const int count = 100000 / entries;
    const auto batch = [=](int i) {
      std::string logs = std::to_string(i * entries);
      for (int e = 0; e < entries; ++e) logs += ',' + std::to_string(i * entries + e);
      return message("n1", R"("type":"replicate","tag":"a","ts":0,"logs":{"n1.a":[)" + logs + "]}");
    };
    row("engine, an entry in a batch of " + std::to_string(entries),
        us_a_line(node("broadcast"), init_of_two, count, batch) / entries, "us");
  }
}

void memory_rows() {
  const auto peak = [](int count) {
    const Input requests(init, count, [](int) { return echo_line; });
    return run_on_file(node("echo"), requests.path()).peak_kib;
  };
  row("echo, resident memory after init", peak(0), "KiB");
  const double early = peak(100000);
  row("echo, resident memory after 100,000 requests", early, "KiB");
  row("  after 1,000,000", peak(1000000) / early, "x", 1.2);
}

}  // namespace

int main() {
  const Input nothing(init, 0, nullptr);
  echo_rows();
  read_rows();
  const auto key = [](int i, int keys) { return std::to_string(i * 7919 % keys); };
  age_rows("kafka_log, a send, 1,000 keys", node("kafka_log"), 50000, [=](int i) {
    return request(i,
                   R"("type":"send","key":")" + key(i, 1000) + R"(","msg":)" + std::to_string(i));
  });
  age_rows("kafka_log, a poll of one of 1,000 keys", node("kafka_log"), 50000, [=](int i) {
    return request(i, R"("type":"poll","offsets":{")" + key(i, 1000) + R"(":0})");
  });
  age_rows("txn_rw_register, 4 operations over 10,000 keys", node("txn_rw_register"), 30000,
           [=](int i) {
             return request(i, R"("type":"txn","txn":[["r",)" + key(i, 10000) + R"(,null],["w",)" +
                                   key(i + 1, 10000) + ",1],[\"r\"," + key(i + 2, 10000) +
                                   ",null],[\"w\"," + key(i + 3, 10000) + ",2]]");
           });
  batch_rows();
  row("echo, start to end with init alone", 1e3 * run_on_file(node("echo"), nothing.path()).wall_s,
      "ms");
  memory_rows();
  return missed ? 1 : 0;
}
