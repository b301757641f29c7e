#pragma once

#include "tests/eddy/workloads/call.hpp"
#include "tests/eddy/workloads/kafka/kafka_offsets.hpp"

namespace eddy {

/// The invocation of a poll: [["poll"]].
Invocation poll_invocation();

/// A consumer and producer. It keeps the offset that it wants to read next for
/// each key assigned to it; polls advance these offsets and commit what they saw.
/// Operations: send, poll, assign, and crash, which sends nothing and ends as info.
class KafkaClient final : public Client {
 public:
  void invoke(const Invocation& invocation, ClientPort& port, Done done) override;

 private:
  void send(const Invocation& invocation, ClientPort& port, Done done);
  void poll(const Invocation& invocation, ClientPort& port, Done done);
  void assign(const Invocation& invocation, ClientPort& port, Done done);

  Offsets next_offsets_;  ///< assigned key -> the offset to read next
};

}  // namespace eddy
