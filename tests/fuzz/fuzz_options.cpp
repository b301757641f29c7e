#include <CLI/App.hpp>
#include <memory>
#include <stdexcept>

#include "tests/eddy/cli/arguments.hpp"
#include "tests/eddy/run/command_line.hpp"
#include "tests/fuzz/choices.hpp"
#include "tests/fuzz/targets.hpp"

namespace glomers {
namespace {

/// The words between the bytes' newlines, the last first.
std::vector<std::string> words_of(std::string_view bytes) {
  std::vector<std::string> words;
  for (std::size_t end = bytes.size(); end != std::string_view::npos;) {
    const std::size_t line = end == 0 ? std::string_view::npos : bytes.rfind('\n', end - 1);
    const std::size_t begin = line == std::string_view::npos ? 0 : line + 1;
    words.emplace_back(bytes.substr(begin, end - begin));
    end = line;
  }
  return words;
}

struct Command {
  Command() { eddy::declare_test_arguments(app, arguments); }
  eddy::TestArguments arguments;
  CLI::App app;
};

}  // namespace

void fuzz_options(std::string_view bytes) {
  // Declaring the options takes longer than most inputs. But CLI11 keeps the order of all
  // options that an app has ever parsed.
  static std::unique_ptr<Command> command;
  static int parsed = 0;
  if (parsed++ % 10000 == 0) command = std::make_unique<Command>();
  eddy::TestArguments& arguments = command->arguments = {};
  try {
    command->app.parse(words_of(bytes));
    arguments.test.bin = "/usr/bin/true";
    arguments.test.simulate = false;
    validate(arguments.test);
    promise(!command_line(arguments.test).empty(), "a valid test has a command");
    to_json(arguments.test).dump();
  } catch (const CLI::Error&) {
  } catch (const std::invalid_argument&) {
  }
}

}  // namespace glomers
