#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "glomers/replication/recovery.hpp"

namespace glomers {

/// A node's entries in lin-kv, written before anybody is shown them, so that they
/// survive the node (common/README.md, "What survives all nodes").
///
/// Group commit: one chunk is under way at a time, and where an entry comes at least every
/// flush interval, writes begin an interval apart. What comes meanwhile rides on the next.
class Journal {
 public:
  /// Gives an entry, when its group is put together. It sees all that was stored
  /// before, and is followed by the others of its group before any of them is.
  using Make = std::function<Json()>;
  /// Runs once the entry is in the log, with its position there.
  using Done = std::function<void(std::uint64_t position)>;

  struct Item {
    Json entry;
    Done done;
  };
  using Group = std::vector<Item>;

  /// `stored` gets each group once it is safe, in the order in which it was put together.
  Journal(Node& node, Time flush_interval, std::function<void(Group)> stored)
      : node_(node), flush_interval_(flush_interval), stored_(std::move(stored)) {}

  /// Once the services can be reached. Calls back once with this start's tag and all
  /// that was stored before; from then on this journal is written.
  void open(std::function<void(const std::string& tag, std::vector<PastLog>)> opened);

  void append(Make make, Done done);

  /// How many entries have been put together and are not known to be stored.
  std::size_t under_way() const { return group_.size(); }

 private:
  struct Wanted {
    Make make;
    Done done;
  };

  void note_arrival();
  Time next_write() const;
  void write_when_due();
  void write();
  void put_together();
  void finish(bool created);
  void stored();

  Node& node_;
  Time flush_interval_;
  std::function<void(Group)> stored_;
  JournalStore store_{node_};
  Recovery recovery_{node_, store_};
  std::string origin_;  ///< this start's name; empty until the journal is open
  std::vector<Wanted> waiting_;
  Group group_;             ///< the chunk under way
  std::size_t chunks_ = 0;  ///< that are stored
  std::optional<Time> last_write_;
  std::optional<Time> last_arrival_;
  Time mean_gap_ = flush_interval_;  ///< between two entries, smoothed
  bool timer_set_ = false;
};

}  // namespace glomers
