// Copies sources, with both texts of every mutant and a choice between them at run time.
//
// instrument ROOT TARGET SOURCE...: each ROOT/SOURCE goes to TARGET/SOURCE. A
// mutant whose place is not found exactly once is an error.

#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <map>
#include <stdexcept>

#include "tests/mutants/mutant.hpp"

namespace mutants {
namespace {

namespace fs = std::filesystem;

/// A piece of a source that becomes another text.
struct Edit {
  std::size_t length;
  std::string text;
};

struct Source {
  std::string text;
  std::map<std::size_t, Edit> edits;  ///< by position
};

using Sources = std::map<std::string, Source>;  ///< by name

std::string read(const fs::path& path) {
  std::ifstream file(path);
  if (!file) throw std::runtime_error(path.string() + ": cannot be read");
  return {std::istreambuf_iterator<char>(file), {}};
}

/// Leaves a file alone that is as it should be, so that it need not be compiled again.
void write(const fs::path& path, const std::string& text) {
  if (fs::exists(path) && read(path) == text) return;
  fs::create_directories(path.parent_path());
  if (!(std::ofstream(path) << text)) throw std::runtime_error(path.string() + ": cannot write");
}

std::size_t count(const std::string& text, const std::string& piece) {
  std::size_t n = 0;
  for (std::size_t at = text.find(piece); at != std::string::npos; at = text.find(piece, at + 1))
    ++n;
  return n;
}

/// The end of the function that begins there: a closing brace, indented like its first line.
std::size_t end_of_function(const std::string& text, std::size_t begin) {
  const std::size_t line = text.rfind('\n', begin) + 1;
  const std::size_t first = text.find_first_not_of(' ', line);
  return text.find('\n' + text.substr(line, first - line) + '}', begin);
}

/// `otherwise`: the original, or a choice that another mutant has made of it.
std::string choice(const Mutant& mutant, const std::string& otherwise) {
  const std::string chosen = "::mutants::chosen(\"" + mutant.name + "\")";
  const bool statements = mutant.original.back() == ';' || mutant.original.back() == '}';
  if (!statements) return "(" + chosen + " ? (" + mutant.mutated + ") : (" + otherwise + "))";
  return "{ if (" + chosen + ") { " + mutant.mutated + " } else { " + otherwise + " } }";
}

/// Finds the mutant's place. Throws std::runtime_error.
void instrument(Sources& sources, const Mutant& mutant) {
  const std::string complaint = "mutant '" + mutant.name + "': ";
  Source* place = nullptr;
  std::size_t functions = 0;
  for (auto& [name, source] : sources)
    if (const std::size_t found = count(source.text, mutant.function)) {
      place = &source;
      functions += found;
    }
  if (functions != 1)
    throw std::runtime_error(complaint + "'" + mutant.function + "' occurs " +
                             std::to_string(functions) + " times, not once");
  const std::size_t begin = place->text.find(mutant.function);
  const std::string body = place->text.substr(begin, end_of_function(place->text, begin) - begin);
  if (count(body, mutant.original) != 1)
    throw std::runtime_error(complaint + "'" + mutant.original + "' occurs " +
                             std::to_string(count(body, mutant.original)) +
                             " times in the function, not once");
  const std::size_t at = begin + body.find(mutant.original);
  const std::size_t end = at + mutant.original.size();
  for (const auto& [other, edit] : place->edits)
    if (other < end && at < other + edit.length && (other != at || edit.length != end - at))
      throw std::runtime_error(complaint + "overlaps with another");
  const auto edit = place->edits.try_emplace(at, Edit{end - at, mutant.original}).first;
  edit->second.text = choice(mutant, edit->second.text);
}

std::string instrumented(const std::string& name, const Source& source) {
  std::string text = source.text;
  // From the end, so that places stay right.
  for (auto edit = source.edits.rbegin(); edit != source.edits.rend(); ++edit)
    text.replace(edit->first, edit->second.length, edit->second.text);
  if (source.edits.empty()) return text;
  return "#include \"tests/mutants/chosen.hpp\"\n#line 1 \"" + name + "\"\n" + text;
}

void run(const fs::path& root, const fs::path& target, const std::vector<std::string>& names) {
  Sources sources;
  for (const std::string& name : names) sources[name] = {read(root / name), {}};
  for (const Mutant& mutant : catalogue()) instrument(sources, mutant);
  for (const auto& [name, source] : sources) write(target / name, instrumented(name, source));
}

}  // namespace
}  // namespace mutants

int main(int argc, char** argv) {
  try {
    if (argc < 4) throw std::runtime_error("usage: instrument ROOT TARGET SOURCE...");
    mutants::run(argv[1], argv[2], {argv + 3, argv + argc});
    return 0;
  } catch (const std::exception& error) {
    std::cerr << "instrument: " << error.what() << '\n';
    return 1;
  }
}
