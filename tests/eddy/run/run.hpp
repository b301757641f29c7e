#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "tests/eddy/faults/nemesis.hpp"
#include "tests/eddy/history/recorder.hpp"
#include "tests/eddy/load/final_phase.hpp"
#include "tests/eddy/load/main_phase.hpp"
#include "tests/eddy/nodes/cluster.hpp"
#include "tests/eddy/run/director.hpp"
#include "tests/eddy/run/options.hpp"

namespace eddy {

/// What a test leaves for the checkers.
struct Recording {
  History history;
  std::vector<ClientException> exceptions;
  std::vector<LateAnswer> late_answers;                 ///< each silenced its node
  std::map<std::string, BorrowedNames> borrowed_names;  ///< by the node that used them
  Json net;                                             ///< as Traffic::to_json gives it
  /// In virtual time only, and of a node that promises it: whether nodes and services fell
  /// silent in the end.
  std::optional<bool> silent;
  /// In virtual time and for kafka and txn-rw-register only: whether all nodes hold
  /// the same in the end.
  std::optional<bool> converged;
  Time began{0};       ///< by the scheduler's clock, where the history's times count from
  Time main_phase{0};  ///< as long as operations were begun
};

/// One test from the start of its nodes to the last operation, on a scheduler
/// and with hosts that decide what time it runs in. For one run().
class TestRun {
 public:
  /// How far the test is, for who waits for it.
  struct Progress {
    Time elapsed;
    Time load;  ///< operations are begun for so long,
    Time heal;  ///< and so long after the last, final ones; 0 where the workload has none
    std::size_t operations;
    std::string phase;
  };

  /// Where the test runs, and who watches.
  struct Environment {
    Scheduler& scheduler;
    MakeHost make_host;
    Network::Observer on_network_event = nullptr;
    std::function<void(const Progress&)> on_progress = nullptr;  ///< once a second
    /// With what has happened so far, when run() throws.
    std::function<void(const Recorder&)> on_aborted = nullptr;
    /// Decides in the place of random numbers.
    std::shared_ptr<Director> director = nullptr;
  };

  /// After the last operation of a simulated test this long passes, and then
  /// nodes and services must have fallen silent.
  static constexpr Time silence_limit = 60s;

  TestRun(const TestOptions& options, const Environment& environment);

  /// Throws NodeFailure and Interrupted.
  Recording run();

 private:
  Recording run_to_the_end();
  void set_up_workers();
  void begin_main_phase();
  void end_main_phase();
  void begin_final_phase();
  /// Lets time pass, and returns whether nodes and services have fallen silent.
  std::optional<bool> falls_silent();
  /// Whether all nodes hold the same; none where the workload does not ask for that.
  std::optional<bool> converged();
  void tick();
  std::vector<Fault> make_faults();

  TestOptions options_;
  Scheduler& scheduler_;
  std::function<void(const Progress&)> on_progress_;
  std::function<void(const Recorder&)> on_aborted_;
  std::shared_ptr<Director> director_;
  Random random_;
  Recorder recorder_;
  Network network_;
  std::unique_ptr<Workload> workload_;
  Cluster cluster_;
  Nemesis nemesis_;
  std::vector<std::unique_ptr<Worker>> workers_;
  std::size_t set_up_ = 0;  ///< workers that are
  MainPhase main_phase_;
  std::unique_ptr<FinalPhase> final_phase_;
  static constexpr const char* first_phase = "starting nodes";
  std::string phase_ = first_phase;
  Time started_;
};

}  // namespace eddy
