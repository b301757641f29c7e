// Draws random histories, and compares the judges with plain ones, until they differ or
// there were enough.

#include <CLI/CLI.hpp>
#include <chrono>
#include <iostream>

#include "tests/fuzz/shrink_history.hpp"
#include "tests/fuzz/txn_difference.hpp"

using namespace eddy;

namespace {

/// Says on standard error how far the work is, every two seconds.
class Progress {
 public:
  explicit Progress(std::uint64_t total) : total_(total) {}

  void tell(std::uint64_t done) {
    const auto now = std::chrono::steady_clock::now();
    if (now - last_ < std::chrono::seconds(2)) return;
    last_ = now;
    std::cerr << done << " of " << total_ << " histories\n";
  }

 private:
  std::uint64_t total_;
  std::chrono::steady_clock::time_point last_ = std::chrono::steady_clock::now();
};

void report(const TxnKind& kind, const History& history, std::uint64_t number, std::uint64_t pick) {
  const auto differs = [&kind, pick](const History& smaller) {
    return !txn_difference(kind, smaller, pick).empty();
  };
  const History smallest = shrink_history(history, differs);
  std::cout << kind.workload << ", history " << number << ": "
            << txn_difference(kind, smallest, pick) << '\n';
  write_history(std::cout, smallest);
}

}  // namespace

int main(int argc, char** argv) {
  std::uint64_t count = 100'000;
  std::uint64_t seed = 1;
  CLI::App app(
      "Compares the judges of transactions with ones that are written straight from the "
      "definitions, on random small histories over registers and over lists. Prints the first "
      "history about which they "
      "differ, made small, one operation a line, as `eddy check` reads it.");
  app.add_option("HISTORIES", count, "how many to draw of each")->capture_default_str();
  app.add_option("--seed", seed, "of the first history; each has a seed of its own, one more")
      ->capture_default_str();
  app.footer("Exit status: 0 if they agree, 1 if they differ, 254 for bad arguments.");
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? 0 : 254;
  }
  Progress progress(count);
  for (std::uint64_t i = 0; i < count; ++i) {
    for (const TxnKind& kind : txn_kinds()) {
      glomers::Random random(seed + i);
      const History history = kind.draw(random);
      const std::uint64_t pick = random.next();
      if (!txn_difference(kind, history, pick).empty()) {
        report(kind, history, i, pick);
        return 1;
      }
    }
    progress.tell(i);
  }
  std::cout << count << " histories of each, no difference\n";
}
