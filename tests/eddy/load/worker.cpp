#include "tests/eddy/load/worker.hpp"

#include <utility>

#include "tests/eddy/workloads/call.hpp"

namespace eddy {
namespace {

bool is_malformed_reply(const Json& error) {
  return error.is_array() && !error.empty() && error[0] == malformed_reply;
}

/// Of the op that it ended.
ClientException exception_of(const Op& op) {
  const Malformation malformation = {op.error[1].get<std::string>(),
                                     op.error[2].get<std::string>()};
  return {
      "malformed reply: " + malformation.fault,
      who_and_when(op) + ", got to its " + op.f + " from " + op.node + " a " + malformation.text()};
}

/// The name on the network of the client that is opened as this process.
std::string client_id(std::int64_t process) {
  return "c" + std::to_string(process + 1);  // c0 is the bench itself
}

}  // namespace

Worker::Worker(const Shared& shared, int thread, std::string node)
    : shared_(shared), process_(thread), node_(std::move(node)) {
  open_client();
}

void Worker::open_client() {
  client_.reset();
  client_id_ = client_id(process_);
  port_ = std::make_unique<NetworkPort>(
      shared_.scheduler, shared_.network, client_id_, node_,
      shared_.workload.reply_timeout().value_or(NetworkPort::usual_reply_timeout));
  client_ = shared_.workload.open_client();
}

void Worker::set_up(std::function<void(const RpcResult&)> done) {
  client_->set_up(*port_, std::move(done));
}

void Worker::perform(const Invocation& invocation, std::function<void()> done) {
  free_ = false;
  begun_ = invocation;
  Op op;
  op.process = process_;
  op.f = invocation.f;
  op.value = invocation.value;
  op.final = invocation.final;
  op.seek_to_beginning = invocation.seek_to_beginning;
  op.client = client_id_;
  op.node = node_;
  shared_.recorder.record(std::move(op));
  client_->invoke(invocation, *port_, [this, done = std::move(done)](const Completion& completion) {
    // Not within the client's own call: completing may replace the client.
    shared_.scheduler.after(Time(0), [this, done, ended = completion]() mutable {
      complete(std::move(ended));
      done();
    });
  });
}

void Worker::complete(Completion completion) {
  Op op;
  op.type = completion.type;
  op.process = process_;
  op.f = begun_.f;
  op.value = std::move(completion.value);
  op.final = begun_.final;
  op.seek_to_beginning = begun_.seek_to_beginning;
  op.error = std::move(completion.error);
  op.committed = std::move(completion.committed);
  op.unasked = std::move(completion.unasked);
  op.client = client_id_;
  op.node = node_;
  shared_.recorder.record(std::move(op));
  const Op& ended = shared_.recorder.history().back();
  if (is_malformed_reply(ended.error)) shared_.recorder.exception(exception_of(ended));
  if (completion.type == OpType::info) {
    process_ += shared_.concurrency;
    if (!shared_.workload.reusable_clients()) open_client();
  }
  free_ = true;
}

}  // namespace eddy
