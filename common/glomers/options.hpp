#pragma once

#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

namespace CLI {
class App;
}

namespace glomers {

/// A command line that a program does not take. what() says which word, and what there is
/// instead.
struct OptionsError : std::invalid_argument {
  using std::invalid_argument::invalid_argument;
};

/// A command line that asks for help. what() is the help.
struct HelpWanted : std::invalid_argument {
  using std::invalid_argument::invalid_argument;
};

/// The options of a program. It declares them before they are parsed: what a declaration
/// returns holds the default until then, and from then on the value that was given.
class Options {
 public:
  /// `name` and `description` are the program's, `footer` is the last lines of its help.
  Options(const std::string& name, const std::string& description, const std::string& footer);
  ~Options();
  Options(const Options&) = delete;
  Options& operator=(const Options&) = delete;

  /// A word that is given or not: true if it is.
  std::shared_ptr<const bool> flag(const std::string& name, const std::string& help);

  /// A plain number, such as 368 or 0.5, from `min` to `max`.
  std::shared_ptr<const double> number(const std::string& name, double otherwise, double min,
                                       double max, const std::string& help);

  /// Any text.
  std::shared_ptr<const std::string> text(const std::string& name, const std::string& otherwise,
                                          const std::string& help);

  /// One of these words, in upper or lower case; the first stands for an option that is not
  /// given.
  std::shared_ptr<const std::string> choice(const std::string& name,
                                            const std::vector<std::string>& words,
                                            const std::string& help);

  /// Reads a command line, without the program's name. Throws OptionsError or HelpWanted.
  void parse(const std::vector<std::string>& arguments);

 private:
  std::unique_ptr<CLI::App> app_;
};

}  // namespace glomers
