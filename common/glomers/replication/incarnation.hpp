#pragma once

#include <string>

#include "glomers/replication/alarm.hpp"
#include "glomers/replication/application.hpp"
#include "glomers/replication/beat.hpp"
#include "glomers/replication/logs.hpp"
#include "glomers/replication/own_log.hpp"
#include "glomers/replication/pace.hpp"
#include "glomers/replication/stability_watch.hpp"
#include "glomers/replication/star.hpp"

namespace glomers {

/// This start of this node: all that it knows. Sender, Flush, Gossip, Receiver and Schedule act
/// on it, and keep hardly anything themselves.
struct Incarnation {
  /// `journal` may be null.
  Incarnation(Node& of, const Replica::Options& options, const Application& app,
              const Journal* journal, const std::string& tag)
      : node(of),
        application(app),
        pace(options),
        logs(of.ids(), options.newest_only),
        own(logs, of.id(), tag, journal),
        star(of.ids(), NodeIndex(of.index()), pace),
        beat(pace.flush_interval(), pace.aim()),
        stability({of, app, options, logs, own, star, beat}) {}
  Incarnation(const Incarnation&) = delete;
  Incarnation& operator=(const Incarnation&) = delete;

  Time now() const { return node.now(); }
  /// The application gets what the log holds from that position on.
  void deliver_from(LogId log, std::uint64_t first) const {
    application.deliver_from(node, logs, log, first);
  }

  Node& node;
  const Application& application;
  const Pace pace;
  Logs logs;
  OwnLog own;
  Star star;
  Beat beat;
  Alarm alarm;
  StabilityWatch stability;
};

}  // namespace glomers
