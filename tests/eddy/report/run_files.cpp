#include "tests/eddy/report/run_files.hpp"

#include <fstream>
#include <sstream>
#include <stdexcept>

#include "tests/eddy/report/compress.hpp"
#include "tests/eddy/run/whole_file.hpp"

namespace eddy {
namespace {

namespace fs = std::filesystem;

StoredMessage message_from(const Json& line) {
  StoredMessage message;
  message.sent_ms = line.at("sent_us").get<double>() / 1000;
  for (const Json& us : line.value("took_us", Json::array()))
    message.arrived_ms.push_back(message.sent_ms + us.get<double>() / 1000);
  for (const Json& us : line.value("lost_us", Json::array()))
    message.lost_ms.push_back(message.sent_ms + us.get<double>() / 1000);
  message.src = line.at("message").at("src").as_string();
  message.dest = line.at("message").at("dest").as_string();
  message.body = line.at("message").at("body");
  return message;
}

}  // namespace

std::string read_file(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  std::ostringstream text;
  if (!in) throw std::runtime_error("cannot open " + path.string());
  if (in.peek() != EOF && !(text << in.rdbuf()))
    throw std::runtime_error("cannot read " + path.string());
  return text.str();
}

void write_file(const fs::path& path, const std::string& text) {
  write_whole_file(path, [&](std::ostream& out) { out << text; });
}

std::vector<StoredMessage> read_messages(const fs::path& folder) {
  const fs::path path = folder / "messages.jsonl.gz";
  std::vector<StoredMessage> messages;
  try {
    std::istringstream lines(gunzip(read_file(path)));
    for (std::string line; std::getline(lines, line);) {
      const Json message = Json::parse(line);
      if (message.contains("left_out")) break;
      messages.push_back(message_from(message));
    }
  } catch (const glomers::JsonError& error) {
    throw std::runtime_error(path.string() + ": line " + std::to_string(messages.size() + 1) +
                             ": " + error.what());
  }
  return messages;
}

History read_stored_history(const fs::path& folder) {
  const fs::path path = folder / "history.jsonl";
  std::ifstream lines(path);
  if (!lines) throw std::runtime_error("cannot open " + path.string());
  return read_history(lines);
}

}  // namespace eddy
