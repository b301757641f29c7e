#include "tests/eddy/cli/query.hpp"

#include <CLI/App.hpp>
#include <fstream>
#include <iostream>
#include <memory>
#include <sstream>
#include <stdexcept>
#include <string>
#include <vector>

#include "glomers/complaint.hpp"
#include "tests/eddy/cli/exit_status.hpp"
#include "tests/eddy/history/edn.hpp"
#include "tests/eddy/history/json_text.hpp"

namespace eddy {
namespace {

constexpr int exit_nothing_there = 1;

struct QueryArguments {
  std::string file;
  std::vector<std::string> paths;
};

Json read_results(const std::string& file) {
  std::ifstream in(file, std::ios::binary);
  std::ostringstream text;
  if (!in) throw std::runtime_error("cannot be opened");
  if (!(text << in.rdbuf())) throw std::runtime_error("is empty or cannot be read");
  return file.ends_with(".edn") ? read_edn(text.str()) : parse_json_text(text.str());
}

/// " (did you mean 'valid'?)", where a name like the first that is not there stands beside it.
std::string meant_by(const Json& results, const std::string& path) {
  const Json* value = &results;
  std::istringstream names(path);
  std::string before;
  for (std::string name; std::getline(names, name, '/'); before += name + '/') {
    if (!value->is_object()) return "";
    if (value->contains(name)) {
      value = &value->at(name);
      continue;
    }
    std::vector<std::string> there;
    for (const auto& [known, part] : value->items()) there.push_back(known);
    const auto meant = glomers::nearest(name, there);
    return meant ? " (did you mean '" + before + *meant + "'?)" : "";
  }
  return "";
}

std::string text_of(const Json* value) {
  if (!value) return "null";
  return value->is_string() ? value->get<std::string>() : value->dump();
}

int run(const QueryArguments& arguments) {
  try {
    const Json results = read_results(arguments.file);
    int status = 0;
    for (const std::string& path : arguments.paths) {
      const Json* value = value_at(results, path);
      std::cout << text_of(value) << '\n';
      if (value) continue;
      std::cerr << "eddy query: " << arguments.file << " has nothing at '" << path << "'"
                << meant_by(results, path) << '\n';
      status = exit_nothing_there;
    }
    return status;
  } catch (const std::exception& error) {
    std::cerr << "eddy query: " << arguments.file << ": " << error.what() << '\n';
    return exit_bad_arguments;
  }
}

}  // namespace

void declare_query_command(CLI::App& command, int& exit_status) {
  auto arguments = std::make_shared<QueryArguments>();
  command.add_option("file", arguments->file, "results.json, or Maelstrom's results.edn")
      ->required();
  command
      .add_option("path", arguments->paths,
                  "Where a figure stands, as in workload/stable-latencies/0.5; null, and\n"
                  "status 1, where there is none")
      ->required();
  command.callback([arguments, &exit_status] { exit_status = run(*arguments); });
}

}  // namespace eddy
