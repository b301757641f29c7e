#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "eddy/history/history.hpp"
#include "glomers/outcome.hpp"
#include "glomers/random.hpp"
#include "glomers/time.hpp"

namespace eddy {

using glomers::Random;
using glomers::RpcResult;
using glomers::Time;

/// An operation that a worker is to begin.
struct Invocation {
  std::string f;  ///< what it is called in the history: "read"
  Json value;
  bool final = false;              ///< marked in the history as one of the final phase
  bool seek_to_beginning = false;  ///< kafka's: marked as well
};

/// How it ended.
struct Completion {
  OpType type = OpType::ok;  ///< ok, fail or info
  Value value;               ///< what the history records at the end
  Json error = nullptr;      ///< in any form; null if there is none
  Json committed = nullptr;  ///< as in Op
  Json unasked = nullptr;    ///< as in Op
};

/// The connection of one client to its node. An rpc gets its result once: the
/// reply's body, an error, or `timeout` after five seconds.
class ClientPort {
 public:
  virtual ~ClientPort() = default;
  virtual void rpc(Json body, std::function<void(const RpcResult&)> callback) = 0;
};

/// One process of a worker thread. It is thrown away after an `info` and
/// replaced by a fresh one with a new client id on the network (for workloads
/// whose real client is reusable: see Workload::reusable_clients).
class Client {
 public:
  virtual ~Client() = default;

  /// Before the first operation of the test; for broadcast's `topology`. Calls done once.
  virtual void set_up(ClientPort&, std::function<void(const RpcResult&)> done) {
    done({glomers::MessageBody(), {}});
  }

  /// Carries out one operation and calls `done` once, at once or later.
  virtual void invoke(const Invocation& invocation, ClientPort& port,
                      std::function<void(const Completion&)> done) = 0;
};

struct WorkloadOptions {
  std::vector<std::string> nodes;
  int concurrency = 1;  ///< worker threads
  std::string topology = "grid";
  int key_count = 0;  ///< 0: the workload's own default
  int max_txn_length = 4;
  int max_writes_per_key = 16;
  Time latency{0};  ///< the mean of a message's
};

/// A workload's generator and clients, as Maelstrom has them. Knows nothing of
/// the network and of time but what it is told, and draws only from `random`.
class Workload {
 public:
  virtual ~Workload() = default;

  virtual std::unique_ptr<Client> open_client() = 0;
  virtual bool reusable_clients() const { return false; }
  /// How long a client waits for a reply; none: as long as most do.
  virtual std::optional<Time> reply_timeout() const { return std::nullopt; }

  /// The next operation of the main phase; the bench paces the calls (--rate).
  virtual Invocation next(Random& random) = 0;
  /// The same for the worker thread that is to do it, where that makes a difference.
  virtual Invocation next_on(int /*thread*/, Random& random) { return next(random); }

  /// An operation beside the paced ones (kafka's crash), given the number of
  /// worker threads: the mean gap between two such, none if the workload has none.
  virtual std::optional<Time> extra_interval() const { return std::nullopt; }
  virtual Invocation next_extra(Random&) { return {}; }

  /// Every event of the history, nemesis excluded, as it happens.
  /// Process p belongs to thread p modulo the number of threads.
  virtual void observe(const Op&) {}

  /// The final phase, thread by thread: what the thread does next, none when it is done.
  /// `pause` says how long after the thread's last completion it begins.
  struct FinalStep {
    Invocation invocation;
    Time pause{0};
  };
  virtual std::optional<FinalStep> next_final(int /*thread*/, Random&) { return std::nullopt; }
  virtual bool has_final_phase() const { return false; }
  /// The final phase ends after this, whatever is left to do.
  virtual std::optional<Time> final_time_limit() const { return std::nullopt; }
};

}  // namespace eddy
