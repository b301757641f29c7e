#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <string>

#include "tests/eddy/net/network.hpp"
#include "tests/eddy/time/scheduler.hpp"
#include "tests/eddy/workloads/workload.hpp"

namespace eddy {

/// A client's place on the network, from construction to destruction, tied to one node.
class NetworkPort : public ClientPort {
 public:
  static constexpr Time usual_reply_timeout = 5s;

  NetworkPort(Scheduler& scheduler, Network& network, std::string client, std::string node,
              Time reply_timeout = usual_reply_timeout);
  ~NetworkPort() override;
  NetworkPort(const NetworkPort&) = delete;
  NetworkPort& operator=(const NetworkPort&) = delete;

  void rpc(Json body, std::function<void(const RpcResult&)> callback) override;

 private:
  struct Pending {
    std::function<void(const RpcResult&)> callback;
    TimerId timeout;
  };

  void on_message(const Message& message);
  void finish(std::int64_t msg_id, const RpcResult& result);

  Scheduler& scheduler_;
  Network& network_;
  std::string client_;
  std::string node_;
  Time reply_timeout_;
  std::map<std::int64_t, Pending> pending_;
  std::int64_t last_msg_id_ = 0;
};

}  // namespace eddy
