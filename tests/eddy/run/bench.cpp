#include "tests/eddy/run/bench.hpp"

#include <filesystem>

#include "glomers/testing/log_witness.hpp"
#include "tests/eddy/nodes/file_limit.hpp"
#include "tests/eddy/nodes/process_host.hpp"
#include "tests/eddy/nodes/program_module.hpp"
#include "tests/eddy/nodes/simulated_host.hpp"

namespace eddy {
namespace {

Recording run_on(Scheduler& scheduler, const MakeHost& make_host, const TestOptions& options,
                 const Watchers& watchers) {
  return TestRun(options, {scheduler, make_host, watchers.on_network_event, watchers.on_progress,
                           watchers.on_aborted, watchers.director})
      .run();
}

Recording run_simulated(const TestOptions& options, const Watchers& watchers) {
  const glomers::AppFactory install =
      glomers::parse_program(load_program(program_path(options)), options.node_arguments);
  VirtualLoop loop;
  Random node_seeds(~options.seed);
  glomers::LogWitness witness;
  const auto make_host = [&](const std::string& id, NodeHost::OnMessage on_message) {
    return std::make_unique<SimulatedHost>(loop, node_seeds.split(), install, id, watchers.node_log,
                                           std::move(on_message), lateness(options), &witness,
                                           watchers.director);
  };
  return run_on(loop, make_host, options, watchers);
}

Recording run_processes(const TestOptions& options, const Watchers& watchers) {
  // Whole, for a node runs in another folder.
  std::vector<std::string> command = {std::filesystem::weakly_canonical(options.bin)};
  command.insert(command.end(), options.node_arguments.begin(), options.node_arguments.end());
  raise_file_limit();
  RealLoop loop;
  const auto make_host = [&](const std::string& id, NodeHost::OnMessage on_message) {
    return std::make_unique<ProcessHost>(loop, command, id, watchers.node_log,
                                         std::move(on_message));
  };
  return run_on(loop, make_host, options, watchers);
}

}  // namespace

Recording run_test(const TestOptions& options, const Watchers& watchers) {
  return options.simulate ? run_simulated(options, watchers) : run_processes(options, watchers);
}

}  // namespace eddy
