#include "tests/eddy/load/worker.hpp"

#include <utility>

#include "tests/eddy/history/mention.hpp"

namespace eddy {
namespace {

/// How a client reports a reply that breaks the protocol (tests/eddy/workloads).
const std::string malformed_prefix = "malformed reply";

}  // namespace

std::string client_id(std::int64_t process) {
  return "c" + std::to_string(process + 1);  // c0 is the bench itself
}

Worker::Worker(const Shared& shared, int thread, std::string node)
    : shared_(shared), process_(thread), node_(std::move(node)) {
  open_client();
}

void Worker::open_client() {
  client_.reset();
  port_ =
      std::make_unique<NetworkPort>(shared_.scheduler, shared_.network, client_id(process_), node_);
  client_ = shared_.workload.open_client();
}

void Worker::set_up(std::function<void(const RpcResult&)> done) {
  client_->set_up(*port_, std::move(done));
}

void Worker::perform(const Invocation& invocation, std::function<void()> done) {
  free_ = false;
  Op op;
  op.process = process_;
  op.f = invocation.f;
  op.value = invocation.value;
  op.final = invocation.final;
  op.seek_to_beginning = invocation.seek_to_beginning;
  shared_.recorder.record(op);
  client_->invoke(invocation, *port_, [=, this](const Completion& completion) {
    // Not within the client's own call: completing may replace the client.
    shared_.scheduler.after(Time(0), [=, this] {
      complete(invocation, completion);
      done();
    });
  });
}

void Worker::complete(const Invocation& invocation, const Completion& completion) {
  Op op;
  op.type = completion.type;
  op.process = process_;
  op.f = invocation.f;
  op.value = completion.value;
  op.final = invocation.final;
  op.seek_to_beginning = invocation.seek_to_beginning;
  op.error = completion.error;
  op.committed = completion.committed;
  shared_.recorder.record(op);
  if (op.error.is_string() && op.error.as_string().rfind(malformed_prefix, 0) == 0)
    shared_.recorder.exception(who_and_when(shared_.recorder.history().back()) + ", got to its " +
                               op.f + " from " + node_ + " a " + op.error.get<std::string>());
  if (completion.type == OpType::info) {
    process_ += shared_.concurrency;
    if (!shared_.workload.reusable_clients()) open_client();
  }
  free_ = true;
}

}  // namespace eddy
