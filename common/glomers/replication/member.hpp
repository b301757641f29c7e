#pragma once

#include <string>
#include <vector>

#include "glomers/replication/receiver.hpp"
#include "glomers/replication/recovery.hpp"
#include "glomers/replication/schedule.hpp"

namespace glomers {

/// This node as a member of the cluster, from when it has its tag: its incarnation, and the parts
/// that act on it.
class Member {
 public:
  /// `journal` may be null.
  Member(Node& node, const Replica::Options& options, const Application& application,
         const Journal* journal, const std::string& tag)
      : self_(node, options, application, journal, tag) {}

  /// Takes in what was stored before this start, as far as it passes the application's check.
  void recover(std::vector<PastLog> past);

  /// Appends an entry to the own log and delivers it. Returns its position.
  std::uint64_t append(Json entry);
  /// Sees to it that what was appended goes out when it is due.
  void send_on_its_way();

  /// Takes a batch in if `src` is the id of a peer.
  void receive(const std::string& src, Batch batch);

  /// After a while, greets the peers that have not spoken to this incarnation by then.
  void make_known();
  /// Greets them at once, after recover().
  void catch_up();

  const Logs& logs() const { return self_.logs; }
  LogId own_log() const { return self_.own.id(); }
  bool is_dead(const std::string& incarnation) const;

  Json describe_peers() const;

  /// Throws InvariantError where what this node knows contradicts itself.
  void check() const;

 private:
  void greet();
  void keep_what_is_valid(PastLog& log) const;

  Incarnation self_;
  Sender sender_{self_};
  Flush flush_{self_, sender_};
  Schedule schedule_{self_, sender_, flush_};
  Receiver receiver_{self_, sender_, flush_};
};

}  // namespace glomers
