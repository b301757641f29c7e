#include "tests/eddy/run/run.hpp"

#include "tests/eddy/net/services.hpp"
#include "tests/eddy/run/convergence.hpp"
#include "tests/eddy/run/promises.hpp"
#include "tests/eddy/workloads/kinds.hpp"

namespace eddy {
namespace {

/// Between the end of the last fault and the final operations.
constexpr Time recovery_time = 10s;
/// How long nobody may speak for it to count as silence.
constexpr Time silence = 60s;

Time from_seconds(double seconds) {
  return glomers::from_ms(1000 * seconds);
}

MainPhase::Options main_phase_options(const TestOptions& options) {
  MainPhase::Options phase;
  phase.rate = options.rate;
  phase.time_limit = from_seconds(options.time_limit_s);
  phase.operations = options.operations;
  return phase;
}

}  // namespace

TestRun::TestRun(const TestOptions& options, const Environment& environment)
    : options_(options),
      scheduler_(environment.scheduler),
      on_progress_(environment.on_progress),
      on_aborted_(environment.on_aborted),
      director_(environment.director),
      random_(options.seed),
      recorder_(scheduler_),
      network_(director_ ? Network(scheduler_, director_, Network::Delivery::head_of_line)
                         : Network(scheduler_, random_.split(), network_options(options))),
      workload_(make_workload(options.workload, workload_options(options))),
      cluster_(scheduler_, network_, node_ids(options), environment.make_host),
      nemesis_(scheduler_, random_.split(), from_seconds(options.nemesis_interval_s), make_faults(),
               [this](const std::string& f, const Json& value) {
                 Op op;
                 op.type = OpType::info;
                 op.process = nemesis_process;
                 op.f = f;
                 op.value = value;
                 recorder_.record(std::move(op));
               }),
      main_phase_(scheduler_, random_.split(), *workload_, workers_, main_phase_options(options)),
      started_(scheduler_.now()) {
  add_services(network_, random_.split());
  recorder_.listen([this](const Op& op) { workload_->observe(op); });
  network_.observe(environment.on_network_event);
}

std::vector<Fault> TestRun::make_faults() {
  std::vector<Fault> faults;
  for (const std::string& name : options_.faults)
    faults.push_back(make_fault(name, network_, cluster_, options_.fault_options));
  return faults;
}

Recording TestRun::run() {
  try {
    return run_to_the_end();
  } catch (std::exception& error) {
    if (auto* const failure = dynamic_cast<NodeFailure*>(&error))
      failure->at_start = phase_ == first_phase;
    if (on_aborted_) on_aborted_(recorder_);
    throw;
  }
}

Recording TestRun::run_to_the_end() {
  if (on_progress_) tick();
  cluster_.start([this] { set_up_workers(); });
  scheduler_.run();
  Recording recording = {{},
                         recorder_.exceptions(),
                         cluster_.late_answers(),
                         cluster_.borrowed_names(),
                         network_.traffic().to_json(recorder_.invocations()),
                         std::nullopt,
                         std::nullopt,
                         recorder_.origin(),
                         from_seconds(options_.time_limit_s)};
  if (options_.simulate) recording.silent = falls_silent();
  if (options_.simulate) recording.converged = converged();
  recording.history = recorder_.take_history();
  return recording;
}

std::optional<bool> TestRun::converged() {
  const std::vector<Json> requests =
      workload_kind(options_.workload).convergence_requests(recorder_.history());
  if (requests.empty()) return std::nullopt;
  return nodes_agree(requests, scheduler_, network_, cluster_.ids());
}

void TestRun::set_up_workers() {
  const int count = worker_count(options_);
  const auto& nodes = cluster_.ids();
  const Worker::Shared shared = {scheduler_, network_, recorder_, *workload_, count};
  for (int thread = 0; thread < count; ++thread)
    workers_.push_back(std::make_unique<Worker>(
        shared, thread, nodes[static_cast<std::size_t>(thread) % nodes.size()]));
  for (const auto& worker : workers_)
    worker->set_up([this, &worker](const RpcResult& result) {
      if (!result.ok())
        throw NodeFailure("set-up-failed", worker->node(),
                          std::string("failed the set-up: ") + result.error->what(), "",
                          cluster_.last_log_lines(worker->node()));
      if (++set_up_ == workers_.size()) begin_main_phase();
    });
}

void TestRun::begin_main_phase() {
  phase_ = "main phase";
  recorder_.start();
  if (director_)
    return director_->begin({scheduler_, network_, cluster_, recorder_, workers_},
                            [this] { end_main_phase(); });
  nemesis_.start();
  scheduler_.after(from_seconds(options_.time_limit_s), [this] { nemesis_.hold(); });
  main_phase_.start([this] { end_main_phase(); });
}

void TestRun::end_main_phase() {
  nemesis_.stop();
  if (!workload_->has_final_phase()) return scheduler_.stop();
  phase_ = "recovery";
  scheduler_.after(recovery_time, [this] { begin_final_phase(); });
}

void TestRun::begin_final_phase() {
  phase_ = "final operations";
  final_phase_ = std::make_unique<FinalPhase>(scheduler_, random_.split(), *workload_, workers_);
  final_phase_->start([this] { scheduler_.stop(); });
}

std::optional<bool> TestRun::falls_silent() {
  std::uint64_t sent = 0;
  scheduler_.after(silence_limit, [&] { sent = network_.traffic().servers.sent; });
  scheduler_.after(silence_limit + silence, [this] { scheduler_.stop(); });
  scheduler_.run();
  if (!promises_silence(options_)) return std::nullopt;
  return network_.traffic().servers.sent == sent;
}

void TestRun::tick() {
  on_progress_({scheduler_.now() - started_, from_seconds(options_.time_limit_s),
                workload_->has_final_phase() ? recovery_time : Time(0), recorder_.invocations(),
                phase_});
  scheduler_.after(1s, [this] { tick(); });
}

}  // namespace eddy
