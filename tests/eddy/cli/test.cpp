#include "tests/eddy/cli/test.hpp"

#include <CLI/App.hpp>
#include <algorithm>
#include <csignal>
#include <cstdio>
#include <iostream>
#include <memory>
#include <stdexcept>
#include <thread>

#include "tests/eddy/cli/arguments.hpp"
#include "tests/eddy/cli/exit_status.hpp"
#include "tests/eddy/report/index.hpp"
#include "tests/eddy/report/report.hpp"
#include "tests/eddy/run/bench.hpp"
#include "tests/eddy/run/command_line.hpp"
#include "tests/eddy/run/notes.hpp"
#include "tests/eddy/run/results.hpp"
#include "tests/eddy/run/store.hpp"
#include "tests/eddy/run/summary.hpp"
#include "tests/eddy/run/trial.hpp"
#include "tests/eddy/search/failure_report.hpp"
#include "tests/eddy/search/progress.hpp"
#include "tests/eddy/search/sweep.hpp"
#include "tests/eddy/search/timeline.hpp"
#include "tests/eddy/search/where_next.hpp"

namespace eddy {
namespace {

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

/// "broadcast: 5/15 s: load 5 s, then 10 s to heal; recovery, 25 operations"
std::string told(const TestRun::Progress& now, const std::string& workload) {
  const auto seconds = [](Time time) { return std::to_string(time / 1s); };
  const Time total = now.load + now.heal;
  std::string text = workload + ": " + seconds(now.elapsed) + "/" + seconds(total) + " s: load " +
                     seconds(now.load) + " s";
  if (now.heal > Time(0)) text += ", then " + seconds(now.heal) + " s to heal";
  return text + "; " + now.phase + ", " + std::to_string(now.operations) + " operations";
}

/// One test whose files go to the store.
class StoredTest {
 public:
  StoredTest(const TestOptions& options, const std::string& store_root)
      : options_(options), store_(store_root, workload_name(options)) {}

  Store& store() { return store_; }

  /// Runs and judges it, tells the verdict, and writes all down. Where an exception ends it,
  /// writes down what there is, and rethrows it.
  Json run() {
    try {
      const Recording recording = run_with_progress();
      Json results = judge(options_, recording);
      std::cout << summary(results) << std::flush;
      write_events(recording.history, recording.began, results["valid"] != true);
      finish(results);
      return results;
    } catch (const NodeFailure& failure) {
      finish(results_of_failure(options_, failure));
      throw;
    } catch (const std::exception& error) {
      finish(results_of_error(options_, error.what()));
      throw;
    }
  }

 private:
  Recording run_with_progress() {
    ProgressLine progress;
    const Network::Observer shown = network_log(options_);
    Watchers watchers;
    watchers.node_log = {store_.node_logs(), options_.log_stderr};
    watchers.on_network_event = [&](const NetworkEvent& event) {
      messages_.observe(event);
      if (shown) shown(event);
    };
    watchers.on_progress = [&](const TestRun::Progress& now) {
      progress.show(told(now, workload_name(options_)));
    };
    watchers.on_aborted = [&](const Recorder& recorder) {
      write_events(recorder.history(), recorder.origin(), true);
    };
    return run_test(options_, watchers);
  }

  void write_events(const History& history, Time began, bool with_timeline) {
    const std::filesystem::path& folder = store_.folder();
    store_.keep([&] { write_history(folder, history); });
    store_.keep([&] { write_messages(folder, messages_, began); });
    if (with_timeline)
      store_.keep([&] { write_timeline(folder, timeline(history, messages_, began)); });
  }

  void finish(Json results) {
    const std::filesystem::path& folder = store_.folder();
    results["again"] = command_line(options_);
    if (!results.contains("workload")) std::cout << told_notes(results);
    if (store_.keep([&] { write_results(folder, results); })) {
      std::cout << "results     " << folder.string() << '\n';
      if (store_.keep([&] { write_report(folder); }))
        std::cout << "report      " << (folder / "report.html").string()
                  << " (open it in a browser)\n";
    }
    std::cout << "again       " << command_line(options_) << std::endl;
  }

  const TestOptions& options_;
  Store store_;
  MessageLog messages_;
};

/// A simulated test that fails is shrunk and shown; of another its three last lines are.
void show_failure(const TestOptions& options, const Json& results, Store& store) {
  if (options.simulate)
    report_failure(options, store, store.folder() / "smallest");
  else
    std::cout << where_next(options, results, store.folder());
}

/// Whether all that the store should have is there. Tells what is not, and why.
bool is_complete(const Store& store) {
  for (const std::string& failure : store.failures()) std::cerr << "eddy test: " << failure << '\n';
  return store.failures().empty();
}

/// Runs the test, leaves its results in the store, and prints the summary.
int run_and_report(const TestOptions& options, const std::string& store_root) {
  catch_interrupts();
  std::signal(SIGXFSZ, SIG_IGN);  // a file that grows too large is an error like a full disk
  StoredTest test(options, store_root);
  try {
    const Json results = test.run();
    if (results["valid"] != true) show_failure(options, results, test.store());
    test.store().keep([&] { write_index(store_root); });
    return is_complete(test.store()) ? exit_status_of(results["valid"]) : exit_failure;
  } catch (const NodeFailure& failure) {
    std::cerr << "eddy test: " << failure.what() << std::endl;
    Json results = results_of_failure(options, failure);
    results["at-start"] = failure.at_start;
    show_failure(options, results, test.store());
    is_complete(test.store());
    return exit_failure;
  }
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
      progress.show(workload_name(options) + ": " + std::to_string(now.passed + now.failed.size()) + "/" +
                    std::to_string(sweep_options.seeds) + " seeds, " +
                    std::to_string(now.failed.size()) + " failed");
    });
  }
  std::cout << result.passed << " seeds passed, " << result.failed.size() << " failed\n";
  for (const std::string& note : notes(options)) std::cout << "note        " << note << '\n';
  if (result.failed.empty()) return exit_valid;
  for (const std::uint64_t seed : result.failed) std::cout << "failed: seed " << seed << '\n';
  TestOptions failing = options;
  failing.seed = result.failed.front();
  if (!result.died.empty() && result.died.front() == failing.seed) {
    std::cout << "seed " << failing.seed << " ends the process:\n  " << command_line(failing)
              << '\n';
    return exit_invalid;
  }
  Store store(store_root, workload_name(options));
  report_failure(failing, store, store.folder());
  return is_complete(store) ? exit_invalid : exit_failure;
}

/// As often as asked, each time with another seed, until a test is not valid.
int run_repeatedly(TestOptions options, int times, const std::string& store_root) {
  for (int test = 1; test < times; ++test, ++options.seed)
    if (const int status = run_and_report(options, store_root); status != exit_valid) return status;
  return run_and_report(options, store_root);
}

int run(TestArguments& arguments, const CLI::App& command,
        const std::vector<std::string>& for_node) {
  try {
    complete(arguments, command, for_node);
    validate(arguments.test);
    if (arguments.sweep.seeds == 1)
      return run_repeatedly(arguments.test, arguments.test_count, arguments.store);
    if (arguments.test_count > 1) throw std::invalid_argument("--test-count or --seeds, not both");
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

void declare_test_command(CLI::App& command, const std::vector<std::string>& for_node,
                          int& exit_status) {
  const auto arguments = std::make_shared<TestArguments>();
  declare_test_arguments(command, *arguments);
  command.callback([arguments, &command, for_node, &exit_status] {
    exit_status = run(*arguments, command, for_node);
  });
}

}  // namespace eddy
