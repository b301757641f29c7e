#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>

#include "tests/eddy/history/recorder.hpp"
#include "tests/eddy/load/client_port.hpp"
#include "tests/eddy/workloads/workload.hpp"

namespace eddy {

/// A thread of the test, as Jepsen has them: does one operation at a time, as a
/// process whose number changes after an operation with an unknown end. It
/// talks to one node for ever.
class Worker {
 public:
  /// What the workers of a run share.
  struct Shared {
    Scheduler& scheduler;
    Network& network;
    Recorder& recorder;
    Workload& workload;
    int concurrency;
  };

  Worker(const Shared& shared, int thread, std::string node);

  /// What the client does before its first operation.
  void set_up(std::function<void(const RpcResult&)> done);

  /// Only while free.
  void perform(const Invocation& invocation, std::function<void()> done);

  bool free() const { return free_; }
  const std::string& node() const { return node_; }
  int thread() const { return static_cast<int>(process_ % shared_.concurrency); }

 private:
  void open_client();
  void complete(Completion completion);

  Shared shared_;
  std::int64_t process_;
  std::string node_;
  std::string client_id_;
  std::unique_ptr<NetworkPort> port_;
  std::unique_ptr<Client> client_;
  Invocation begun_;  ///< the last one
  bool free_ = true;
};

}  // namespace eddy
