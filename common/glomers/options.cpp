#include "glomers/options.hpp"

#include <CLI/CLI.hpp>

#include "glomers/complaint.hpp"

namespace glomers {
namespace {

std::string error_unless_plain(const std::string& text) {
  const bool is_plain = text.find_first_not_of("0123456789.") == std::string::npos;
  return is_plain ? "" : "'" + text + "' is no plain number";
}

std::vector<std::string> names_of(const CLI::App& app) {
  std::vector<std::string> names;
  for (const CLI::Option* option : app.get_options())
    for (const std::string& name : option->get_lnames()) names.push_back("--" + name);
  return names;
}

std::string refusal(const CLI::App& app, const CLI::ParseError& error) {
  return app.get_name() + ": " + complaint(app, error) +
         "\n  its options: " + joined(names_of(app), ", ");
}

}  // namespace

std::string complaint(const CLI::App& app, const CLI::ParseError& error) {
  if (dynamic_cast<const CLI::ExtrasError*>(&error) == nullptr) return error.what();
  return unexpected(app.remaining(true), names_of(app));
}

Options::Options(const std::string& name, const std::string& description, const std::string& footer)
    : app_(std::make_unique<CLI::App>(description, name)) {
  app_->footer(footer);
}

Options::~Options() = default;

std::shared_ptr<const bool> Options::flag(const std::string& name, const std::string& help) {
  auto given = std::make_shared<bool>(false);
  app_->add_flag(name, *given, help);
  return given;
}

std::shared_ptr<const double> Options::number(const std::string& name, double otherwise, double min,
                                              double max, const std::string& help) {
  auto value = std::make_shared<double>(otherwise);
  app_->add_option(name, *value, help)
      ->check(CLI::Range(min, max))
      ->check(error_unless_plain)
      ->capture_default_str();
  return value;
}

std::shared_ptr<const std::string> Options::text(const std::string& name,
                                                 const std::string& otherwise,
                                                 const std::string& help) {
  auto value = std::make_shared<std::string>(otherwise);
  app_->add_option(name, *value, help)->capture_default_str();
  return value;
}

std::shared_ptr<const std::string> Options::choice(const std::string& name,
                                                   const std::vector<std::string>& words,
                                                   const std::string& help) {
  auto value = std::make_shared<std::string>(words.at(0));
  app_->add_option(name, *value, help)
      ->transform(CLI::IsMember(words, CLI::ignore_case))
      ->option_text('{' + joined(words, ",") + '}');
  return value;
}

void Options::parse(const std::vector<std::string>& arguments) {
  try {
    app_->parse(std::vector<std::string>(arguments.rbegin(), arguments.rend()));  // last first
  } catch (const CLI::CallForHelp&) {
    throw HelpWanted(app_->help());
  } catch (const CLI::ParseError& error) {
    throw OptionsError(refusal(*app_, error));
  }
}

}  // namespace glomers
