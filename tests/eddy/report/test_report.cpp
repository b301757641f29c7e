#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <sstream>

#include "tests/catch.hpp"
#include "tests/eddy/report/compress.hpp"
#include "tests/eddy/report/flow_chart.hpp"
#include "tests/eddy/report/index.hpp"
#include "tests/eddy/report/maelstrom_run.hpp"
#include "tests/eddy/report/page.hpp"
#include "tests/eddy/report/page_history.hpp"
#include "tests/eddy/report/report.hpp"
#include "tests/eddy/report/run_files.hpp"
#include "tests/eddy/workloads/kinds.hpp"
#include "tests/text.hpp"

namespace fs = std::filesystem;
using namespace eddy;

namespace {

Message hello(const std::string& dest) {
  return {"n0", dest, {{"type", "hello"}}, {}};
}

/// A network of n0 and n1 whose messages are logged.
struct LoggedNetwork {
  LoggedNetwork() {
    for (const char* node : {"n0", "n1"})
      network.add(node, Network::Role::node, [](const Message&) {});
    network.observe([this](const NetworkEvent& event) { log.observe(event); });
  }

  void send_and_wait() {
    network.send(hello("n1"));
    loop.after(20s, [this] { loop.stop(); });
    loop.run();
  }

  std::string written(Time origin = Time(0)) const {
    std::ostringstream text;
    log.write(text, origin);
    return text.str();
  }

  VirtualLoop loop;
  Network network{loop, Random(1), {{glomers::from_ms(10)}}};
  MessageLog log;
};

struct Folder {
  Folder() : path(fs::temp_directory_path() / ("eddy_report_" + std::to_string(getpid()))) {
    fs::create_directories(path);
  }
  ~Folder() { fs::remove_all(path); }
  void add(const char* name, const std::string& text) const {
    std::ofstream(path / name, std::ios::binary) << text;
  }
  fs::path path;
};

std::string read(const fs::path& path) {
  std::ostringstream text;
  text << std::ifstream(path, std::ios::binary).rdbuf();
  return text.str();
}

}  // namespace

TEST_CASE("a message is logged with its sending, its way and its text") {
  LoggedNetwork test;
  test.send_and_wait();
  CHECK(test.written() ==
        "{\"sent_us\":0,\"took_us\":[10000],\"message\":" + to_line(hello("n1")) + "}\n");
}

TEST_CASE("times count from the origin") {
  LoggedNetwork test;
  test.send_and_wait();
  CHECK(Json::parse(test.written(glomers::from_ms(2)))["sent_us"] == -2000);
}

TEST_CASE("a lost message is logged with the time of its loss") {
  LoggedNetwork test;
  test.network.faults().add_cut({{"n0", "n1"}});
  test.send_and_wait();
  const Json line = Json::parse(test.written());
  CHECK(line["lost_us"] == Json::array({0}));
  CHECK_FALSE(line.contains("took_us"));
}

TEST_CASE("a doubled message is logged once, with both arrivals") {
  LoggedNetwork test;
  test.network.faults().duplicate = 1;
  test.send_and_wait();
  CHECK(test.log.messages().size() == 1);
  CHECK(Json::parse(test.written())["took_us"] == Json({10000, 10000}));
}

TEST_CASE("of a long test the first messages are kept, and how many are not") {
  MessageLog log(7);
  const Message message = hello("n1");
  for (std::uint64_t id = 0; id < 10; ++id)
    log.observe({NetworkEvent::Kind::sent, Traffic::Kind::server, Time(0), id, message});
  CHECK(log.messages().size() == 7);
  std::ostringstream text;
  log.write(text, Time(0));
  const std::string end = "{\"left_out\":3}\n";
  CHECK(text.str().compare(text.str().size() - end.size(), end.size(), end) == 0);
  const Folder folder;
  write_messages(folder.path, log, Time(0));
  CHECK(read_messages(folder.path).size() == 7);
}

TEST_CASE("of a long message the long fields are left out of the log") {
  MessageLog log;
  Json list = Json::array();
  for (int i = 0; i < 5000; ++i) list.push_back(i);
  const std::string long_text = list.dump();
  for (const Json& body : {Json({{"type", "read_ok"}, {"messages", list}, {"note", "short"}}),
                           Json({{"type", "read_ok"}, {"messages", {1, 2}}}),
                           Json({{"type", "read_ok"}, {"messages", list}, {"note", "\u00e9"}})})
    log.observe(
        {NetworkEvent::Kind::sent, Traffic::Kind::client, Time(0), 0, {"n0", "c1", body, {}}});
  const auto body_of = [&](std::size_t i) { return Json::parse(log.messages()[i].line)["body"]; };
  CHECK(body_of(0) == Json({{"type", "read_ok"},
                            {"messages", "(" + std::to_string(long_text.size()) + " bytes)"},
                            {"note", "short"}}));
  CHECK(body_of(1)["messages"] == Json({1, 2}));
  CHECK(body_of(2)["messages"] == list);  // what is not plain is kept whole
}

TEST_CASE("the page gets a long list once, whatever the number of its reads") {
  Json list = Json::array();
  std::string history;
  for (int i = 0; i < 300; ++i) {
    list.push_back(i);
    history += Json({{"f", "read"}, {"type", "ok"}, {"index", i}, {"value", list}}).dump() + '\n';
  }
  std::istringstream in(history);
  const PageHistory page = page_history(in);
  CHECK(Json::parse(page.lists) == list);
  CHECK(page.ops.size() < history.size() / 5);
  std::istringstream ops(page.ops);
  for (std::size_t i = 1; i <= 300; ++i) {
    std::string line;
    std::getline(ops, line);
    const Json value = Json::parse(line)["value"];
    if (value.is_array())
      CHECK(value.size() == i);
    else
      CHECK(value == Json({{"list", 0}, {"first", i}}));
  }
}

TEST_CASE("what is compressed is as it was when decompressed") {
  std::string text;
  for (int i = 0; i < 100000; ++i) text += std::to_string(std::int64_t{i} * i);
  CHECK(gunzip(gzip(text)) == text);
  CHECK(gzip(text).size() < text.size() / 2);
  CHECK(gunzip(gzip("")).empty());
}

TEST_CASE("what is no gzip file is refused") {
  CHECK_THROWS_AS(gunzip("no gzip"), std::runtime_error);
  const std::string whole = gzip("some text");
  CHECK_THROWS_AS(gunzip(whole.substr(0, whole.size() - 9)), std::runtime_error);
}

TEST_CASE("base64 is as in RFC 4648") {
  CHECK(base64("").empty());
  CHECK(base64("f") == "Zg==");
  CHECK(base64("fo") == "Zm8=");
  CHECK(base64("foo") == "Zm9v");
  CHECK(base64("foobar") == "Zm9vYmFy");
  CHECK(base64("\xff\xfe\xfd") == "//79");
}

TEST_CASE("the page stands alone: nothing in it comes from elsewhere") {
  const std::string page(report_page);
  CHECK(page.find("<!--data-->") != std::string::npos);
  CHECK(page.find("<!--inline") == std::string::npos);
  CHECK(page.find("\nimport ") == std::string::npos);
  CHECK(page.find(" src=") == std::string::npos);
  CHECK(page.find("@import") == std::string::npos);
}

TEST_CASE("a report holds the folder's files") {
  const Folder folder;
  folder.add("results.json", R"({"valid": true})");
  folder.add("history.jsonl", "");
  write_messages(folder.path, MessageLog(), Time(0));
  const std::string report = read(write_report(folder.path));
  CHECK(report.find("id=\"data-results\">" + base64(gzip(R"({"valid": true})"))) !=
        std::string::npos);
  CHECK(report.find("id=\"data-messages\"") != std::string::npos);
  CHECK(report.find("<!--data-->") == std::string::npos);
}

TEST_CASE("a report can hold another test's run beside the folder's") {
  const Folder folder;
  folder.add("results.json", R"({"valid": false})");
  CHECK(!contains(read(write_report(folder.path)), "id=\"data-other-results\""));
  const fs::path other = folder.path / "other";
  fs::create_directories(other);
  std::ofstream(other / "results.json") << R"({"valid": true})";
  const std::string report = read(write_report(folder.path, other));
  CHECK(contains(report, "id=\"data-results\">" + base64(gzip(R"({"valid": false})"))));
  CHECK(contains(report, "id=\"data-other-results\">" + base64(gzip(R"({"valid": true})"))));
}

TEST_CASE("a report can be made of a test without messages, not without results") {
  const Folder folder;
  CHECK_THROWS_AS(write_report(folder.path), std::runtime_error);
  folder.add("results.json", "{}");
  CHECK(fs::exists(write_report(folder.path)));
}

TEST_CASE("the page of a test of Maelstrom is made of its history") {
  const Folder folder;
  folder.add("history.edn", R"(
{:type :invoke, :f :broadcast, :value 3, :time 1000000, :process 0, :index 0}
{:type :invoke, :f :broadcast, :value 4, :time 1100000, :process 1, :index 1}
{:type :ok, :f :broadcast, :value 3, :time 2000000, :process 0, :index 2}
{:type :info, :f :broadcast, :value 4, :time 2100000, :process 1, :index 3, :error :net-timeout}
{:type :invoke, :f :read, :value nil, :time 3000000, :process 3, :index 4, :final? true}
{:type :ok, :f :read, :value [3], :time 4000000, :process 3, :index 5, :final? true}
)");
  folder.add("results.edn",
             "{:net {:all {:msg-count 9}, :servers {:msg-count 4, :msgs-per-op 1.5}}}");
  REQUIRE(is_maelstrom_run(folder.path));
  const MaelstromRun run = read_maelstrom_run(folder.path);
  CHECK(run.results["valid"] == true);
  CHECK(run.results["options"]["workload"] == "broadcast");
  CHECK(run.results["options"]["concurrency"] == 2);  // 3 goes on for 1
  CHECK(run.results["net"]["servers"]["msgs-per-op"] == 1.5);
  CHECK(contains(run.history, R"("f":"read","final":true,"index":5)"));
  CHECK(fs::exists(write_report(folder.path)));
  folder.add("history.edn", "{:f :dance, :process 0, :type :invoke, :time 0}");
  CHECK_THROWS_AS(write_report(folder.path), std::runtime_error);
}

TEST_CASE(
    "a flow chart has a line for each node, an arrow for each message, and a cross for a lost "
    "one") {
  const Folder folder;
  folder.add("history.jsonl", "");
  LoggedNetwork test;
  test.network.send(hello("n1"));
  test.network.faults().add_cut({{"n0", "n1"}});
  test.send_and_wait();
  write_messages(folder.path, test.log, Time(0));
  const std::string svg = flow_chart(folder.path, {0, 1});
  CHECK(svg.find(">n0</text>") != std::string::npos);
  CHECK(svg.find(">n1</text>") != std::string::npos);
  CHECK(svg.find("marker-end") != std::string::npos);
  CHECK(svg.find("\u2715") != std::string::npos);
  CHECK_THROWS_AS(flow_chart(folder.path, {2, 3}), std::runtime_error);
}

TEST_CASE("an index links to each report below it, with its verdict") {
  const Folder folder;
  for (const auto& [name, valid] : {std::pair("a", "true"), std::pair("b", "false")}) {
    fs::create_directories(folder.path / name);
    folder.add((std::string(name) + "/results.json").c_str(),
               "{\"valid\": " + std::string(valid) + "}");
    write_report(folder.path / name);
  }
  fs::create_directory_symlink("b", folder.path / "latest");
  fs::create_directories(folder.path / "a/node-logs/x");
  for (const char* name : {"report.html", "results.json"})
    folder.add((std::string("a/node-logs/x/") + name).c_str(), "{}");
  const std::string index = read(write_index(folder.path));
  CHECK(index.find("<a href=\"a/report.html\">a</a><td class=\"good\">") != std::string::npos);
  CHECK(index.find("<a href=\"b/report.html\">b</a><td class=\"bad\">") != std::string::npos);
  CHECK(index.find("latest/report.html") == std::string::npos);
  CHECK(index.find("node-logs") == std::string::npos);
}

TEST_CASE("the page knows no workload by name") {
  const auto count = [](const std::string& text) {
    std::size_t found = 0;
    for (std::size_t at = 0; (at = report_page.find(text, at)) != std::string_view::npos; ++at)
      ++found;
    return found;
  };
  for (const std::string& name : workload_names()) {
    if (name == "echo") continue;  // a field of messages has that name, too
    INFO(name);
    CHECK(count(name) == (name == "lin-kv" ? 1 : 0));  // the service
  }
  CHECK(count("workload ==") == 0);
}
