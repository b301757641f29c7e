#pragma once

#include <deque>
#include <string>
#include <utility>
#include <vector>

#include "tests/catch.hpp"
#include "tests/eddy/workloads/workload.hpp"

namespace eddy {

/// A connection whose answers are set beforehand, in order.
class FakePort final : public ClientPort {
 public:
  void reply(Json body) { answers_.push_back({std::move(body), {}}); }
  void fail(glomers::ErrorCode code, const std::string& text) {
    answers_.push_back({{}, glomers::RpcError(code, text)});
  }

  void rpc(Json body, std::function<void(const RpcResult&)> callback) override {
    REQUIRE(!answers_.empty());
    requests.push_back(std::move(body));
    const RpcResult answer = answers_.front();
    answers_.pop_front();
    callback(answer);
  }

  std::vector<Json> requests;

 private:
  std::deque<RpcResult> answers_;
};

/// Carries out the operation, which must end exactly once.
inline Completion run(Client& client, FakePort& port, const Invocation& invocation) {
  std::vector<Completion> completions;
  client.invoke(invocation, port, [&](const Completion& c) { completions.push_back(c); });
  REQUIRE(completions.size() == 1);
  return completions.front();
}

}  // namespace eddy
