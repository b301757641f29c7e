#pragma once

namespace glomers {

/// The signals that a node's process listens to, from the construction on: SIGTERM ends it,
/// and SIGCONT tells that it had been stopped. SIGPIPE is ignored, as write() tells it as an
/// error. A process has one such object.
class Signals {
 public:
  Signals();

  bool terminated() const;

  /// Whether the process may have been stopped since the last take_stopped().
  bool stopped() const;
  bool take_stopped();

  /// A descriptor that becomes readable with SIGTERM. Whoever polls it misses no signal that
  /// comes between a look at terminated() and the poll.
  int wake_up_fd() const;
};

}  // namespace glomers
