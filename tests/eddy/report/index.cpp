#include "tests/eddy/report/index.hpp"

#include <algorithm>
#include <sstream>
#include <vector>

#include "tests/eddy/history/json_text.hpp"
#include "tests/eddy/report/markup.hpp"
#include "tests/eddy/report/run_files.hpp"

namespace eddy {
namespace {

namespace fs = std::filesystem;

constexpr const char* head = R"(<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<link rel="icon" href="data:,">
<title>eddy: tests</title>
<style>
body { font: 14px/1.45 system-ui, sans-serif; margin: 16px; color-scheme: light dark; }
table { border-collapse: collapse; } th, td { text-align: left; padding: 5px 14px 5px 0; vertical-align: top; border-bottom: 1px solid #8885; }
.bad { color: #c8261c; font-weight: 700; } .good { color: #2d7a55; } pre { overflow: auto; } td:last-child { overflow-wrap: anywhere; }
@media (prefers-color-scheme: dark) { .bad { color: #ff6b5e; } .good { color: #4cc38a; } }
</style>
<h1>Tests</h1>
)";

/// The folders below `folder` that have a report, the newest first (by the times in their names).
/// Links are not followed. The nodes' logs are passed over, as there may be thousands.
std::vector<fs::path> reports_below(const fs::path& folder) {
  std::vector<fs::path> found;
  for (auto entry = fs::recursive_directory_iterator(folder);
       entry != fs::recursive_directory_iterator(); ++entry) {
    if (entry->path().filename() == "node-logs") entry.disable_recursion_pending();
    if (entry->path().filename() == "report.html" &&
        fs::exists(entry->path().parent_path() / "results.json"))
      found.push_back(entry->path().parent_path().lexically_relative(folder));
  }
  std::sort(found.begin(), found.end());  // this orders those of one time
  std::stable_sort(found.begin(), found.end(), [&](const fs::path& a, const fs::path& b) {
    return fs::last_write_time(folder / a / "results.json") >
           fs::last_write_time(folder / b / "results.json");
  });
  if (found.size() > max_listed) found.resize(max_listed);
  return found;
}

std::string figure(const Json& results, const char* path) {
  const Json* found = value_at(results, path);
  if (!found || found->is_null()) return "-";
  const Json& value = *found;
  if (!value.is_number_float()) return value.is_string() ? value.get<std::string>() : value.dump();
  std::ostringstream text;
  text.precision(4);
  text << value.get<double>();
  return text.str();
}

/// The results; empty if they are no JSON, as another test may be writing them.
std::string row_of(const fs::path& folder, const fs::path& test) {
  const Json results = Json::try_parse(read_file(folder / test / "results.json")).value_or(Json());
  if (!results.is_object()) return "";
  const Json valid = results.value("valid", Json());
  const std::string verdict = valid == true    ? "\u2713 valid"
                              : valid == false ? "\u2717 INVALID"
                                               : "? unknown";
  std::string row = "<tr><td><a href=\"" + escaped((test / "report.html").generic_string()) +
                    "\">" + escaped(test.generic_string()) + "</a><td class=\"" +
                    (valid == true ? "good" : "bad") + "\">" + verdict;
  for (const char* path : {"options/workload", "stats/count", "net/servers/msgs-per-op",
                           "workload/stable-latencies/0.5", "why"})
    row += "<td>" + escaped(figure(results, path));
  return row + "\n";
}

}  // namespace

fs::path write_index(const fs::path& folder) {
  std::string page = head;
  if (fs::exists(folder / "table.txt"))
    page += "<pre>" + escaped(read_file(folder / "table.txt")) + "</pre>\n";
  page +=
      "<table><tr><th>test<th>verdict<th>workload<th>operations<th>messages an operation"
      "<th>median stable latency, ms<th>why\n";
  for (const fs::path& test : reports_below(folder)) page += row_of(folder, test);
  write_file(folder / "index.html", page + "</table>\n</html>\n");
  return folder / "index.html";
}

}  // namespace eddy
