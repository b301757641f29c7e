#include "tests/eddy/cli/test.hpp"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstdio>
#include <iostream>
#include <memory>
#include <random>
#include <stdexcept>
#include <thread>

#include "tests/eddy/cli/arguments.hpp"
#include "tests/eddy/cli/exit_status.hpp"
#include "tests/eddy/report/report.hpp"
#include "tests/eddy/run/bench.hpp"
#include "tests/eddy/run/command_line.hpp"
#include "tests/eddy/run/results.hpp"
#include "tests/eddy/run/store.hpp"
#include "tests/eddy/search/failure_report.hpp"
#include "tests/eddy/search/progress.hpp"
#include "tests/eddy/search/sweep.hpp"

namespace eddy {
namespace {

std::uint64_t fresh_seed() {
  return std::random_device()() % 1000000;
}

std::optional<double> parse_availability(const std::string& text) {
  if (text.empty()) return std::nullopt;
  if (text == "total") return 1;
  try {
    std::size_t used = 0;
    const double least = std::stod(text, &used);
    if (used == text.size() && least >= 0 && least <= 1) return least;
  } catch (const std::logic_error&) {
  }
  throw std::invalid_argument("--availability '" + text + "': 'total', or a number from 0 to 1");
}

bool shows_messages(const TestOptions& options) {
  return options.log_net_send || options.log_net_recv;
}

/// Shows messages on standard error, as the options ask for; times count from the first.
Network::Observer network_log(const TestOptions& options) {
  if (!shows_messages(options)) return nullptr;
  return [options, first = std::optional<Time>()](const NetworkEvent& event) mutable {
    first = first.value_or(event.time);
    const bool sent = event.kind == NetworkEvent::Kind::sent;
    if (sent ? !options.log_net_send : !options.log_net_recv) return;
    const char* what = sent ? "send" : event.kind == NetworkEvent::Kind::lost ? "lost" : "recv";
    std::fprintf(stderr, "%12.3f ms %s #%llu %s\n", glomers::to_ms(event.time - *first), what,
                 static_cast<unsigned long long>(event.message_id), to_line(event.message).c_str());
  };
}

Recording run_with_progress(const TestOptions& options, const Store& store) {
  ProgressLine progress;
  MessageLog messages;
  const Network::Observer shown = network_log(options);
  Watchers watchers;
  watchers.node_log = {store.node_logs(), options.log_stderr};
  watchers.on_network_event = [&](const NetworkEvent& event) {
    messages.observe(event);
    if (shown) shown(event);
  };
  watchers.on_progress = [&](const TestRun::Progress& now) {
    progress.show(options.workload + ": " + std::to_string(now.elapsed / 1s) + "/" +
                  std::to_string(now.total / 1s) + " s, " + now.phase + ", " +
                  std::to_string(now.operations) + " operations");
  };
  watchers.on_aborted = [&](const Recorder& recorder) {
    write_history(store.folder(), recorder.history());
    write_messages(store.folder(), messages, recorder.origin());
  };
  Recording recording = run_test(options, watchers);
  write_messages(store.folder(), messages, recording.began);
  return recording;
}

/// Runs the test, leaves its results in the store, and prints the summary. A
/// simulated test that fails is shrunk and shown.
int run_and_report(const TestOptions& options, const std::string& store_root) {
  catch_interrupts();
  const Store store(store_root, options.workload);
  std::optional<Recording> recording;
  try {
    recording = run_with_progress(options, store);
  } catch (const std::exception& error) {
    write_results(store.folder(), {{"valid", false},
                                   {"error", error.what()},
                                   {"options", to_json(options)},
                                   {"again", command_line(options)}});
    std::cout << "report      " << write_report(store.folder()).string() << '\n';
    throw;
  }
  write_history(store.folder(), recording->history);
  Json results = judge(options, *recording);
  results["again"] = command_line(options);
  write_results(store.folder(), results);
  std::cout << summary(results) << "results     " << store.folder().string() << '\n'
            << "report      " << write_report(store.folder()).string() << '\n'
            << "again       " << command_line(options) << '\n';
  const int status = exit_status_of(results["valid"]);
  if (options.simulate && status == exit_invalid)
    report_failure(options, store.folder() / "smallest");
  return status;
}

/// Runs the test with many seeds. The first that fails is shrunk and shown, unless
/// it ends the process.
int run_sweep(const TestOptions& options, SweepOptions sweep_options,
              const std::string& store_root) {
  if (options.seed + sweep_options.seeds < options.seed)
    throw std::invalid_argument("--seed is too high for so many --seeds");
  sweep_options.processes = std::max(1U, std::thread::hardware_concurrency());
  SweepResult result;
  {
    ProgressLine progress;
    result = sweep(options, sweep_options, [&](const SweepResult& now) {
      progress.show(options.workload + ": " + std::to_string(now.passed + now.failed.size()) + "/" +
                    std::to_string(sweep_options.seeds) + " seeds, " +
                    std::to_string(now.failed.size()) + " failed");
    });
  }
  std::cout << result.passed << " seeds passed, " << result.failed.size() << " failed\n";
  if (result.failed.empty()) return exit_valid;
  for (const std::uint64_t seed : result.failed) std::cout << "failed: seed " << seed << '\n';
  TestOptions failing = options;
  failing.seed = result.failed.front();
  if (!result.died.empty() && result.died.front() == failing.seed) {
    std::cout << "seed " << failing.seed << " ends the process:\n  " << command_line(failing)
              << '\n';
    return exit_invalid;
  }
  report_failure(failing, Store(store_root, options.workload).folder());
  return exit_invalid;
}

int run(TestArguments& arguments, bool has_seed) {
  try {
    arguments.test.availability = parse_availability(arguments.availability);
    if (!has_seed) arguments.test.seed = fresh_seed();
    validate(arguments.test);
    if (arguments.sweep.seeds == 1) return run_and_report(arguments.test, arguments.store);
    if (!arguments.test.simulate) throw std::invalid_argument("--seeds needs --simulate");
    if (shows_messages(arguments.test) || arguments.test.log_stderr)
      throw std::invalid_argument("--log-... shows one test: not with --seeds");
    return run_sweep(arguments.test, arguments.sweep, arguments.store);
  } catch (const std::invalid_argument& error) {
    std::cerr << "eddy test: " << error.what() << '\n';
    return exit_bad_arguments;
  } catch (const Interrupted& error) {
    std::cerr << "eddy test: " << error.what() << "; what happened until then is in the store\n";
    return exit_interrupted;
  } catch (const std::exception& error) {
    std::cerr << "eddy test: " << error.what() << '\n';
    return exit_failure;
  }
}

}  // namespace

void add_test_command(CLI::App& app, int& exit_status) {
  const auto arguments = std::make_shared<TestArguments>();
  CLI::App* command = app.add_subcommand("test", "Runs a cluster under load and judges it");
  declare_test_arguments(*command, *arguments);
  command->callback(
      [=, &exit_status] { exit_status = run(*arguments, command->count("--seed") > 0); });
}

}  // namespace eddy
