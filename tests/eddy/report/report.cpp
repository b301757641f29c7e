#include "tests/eddy/report/report.hpp"

#include <fstream>
#include <sstream>

#include "tests/eddy/report/compress.hpp"
#include "tests/eddy/report/maelstrom_run.hpp"
#include "tests/eddy/report/page.hpp"
#include "tests/eddy/report/page_history.hpp"
#include "tests/eddy/report/run_files.hpp"

namespace eddy {
namespace {

namespace fs = std::filesystem;

/// A data block of the page: gzip as base64, which can hold no end tag.
std::string block(const std::string& name, const std::string& gzipped) {
  return "<script type=\"text/plain\" id=\"data-" + name + "\">" + base64(gzipped) + "</script>\n";
}

std::string history_blocks(const std::string& run, std::istream& history) {
  const PageHistory page = page_history(history);
  return block(run + "history", gzip(page.ops)) + block(run + "lists", gzip(page.lists));
}

std::string maelstrom_blocks(const std::string& run, const fs::path& folder) {
  const MaelstromRun maelstrom = read_maelstrom_run(folder);
  std::istringstream history(maelstrom.history);
  return block(run + "results", gzip(maelstrom.results.dump())) + history_blocks(run, history);
}

/// Of a test, which the names of its blocks begin with.
std::string data_blocks(const std::string& run, const fs::path& folder) {
  if (is_maelstrom_run(folder)) return maelstrom_blocks(run, folder);
  std::string blocks = block(run + "results", gzip(read_file(folder / "results.json")));
  if (std::ifstream history(folder / "history.jsonl"); history)
    blocks += history_blocks(run, history);
  if (fs::exists(folder / "messages.jsonl.gz"))
    blocks += block(run + "messages", read_file(folder / "messages.jsonl.gz"));
  return blocks;
}

}  // namespace

void write_messages(const fs::path& folder, const MessageLog& log, Time origin) {
  std::ostringstream text;
  log.write(text, origin);
  write_file(folder / "messages.jsonl.gz", gzip(text.str()));
}

fs::path write_report(const fs::path& folder, const std::optional<fs::path>& other) {
  constexpr std::string_view marker = "<!--data-->";
  const std::size_t place = report_page.find(marker);
  const fs::path path = folder / "report.html";
  write_file(path, std::string(report_page.substr(0, place)) + data_blocks("", folder) +
                       (other ? data_blocks("other-", *other) : "") +
                       std::string(report_page.substr(place + marker.size())));
  return path;
}

}  // namespace eddy
