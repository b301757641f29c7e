#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "glomers/replication/recovery.hpp"
#include "glomers/replication/writers.hpp"

namespace glomers {

/// A node's entries in lin-kv, written before anybody is shown them, so that they
/// survive the node (common/README.md, "What survives all nodes").
///
/// Group commit: one chunk is under way at a time, and what comes meanwhile rides on the
/// next. That one waits for others to ride with it, until an interval after the last
/// one began, or until all clients wait that wrote lately: then nobody else will come.
class Journal {
 public:
  /// Gives an entry, when its group is put together. It sees all that was stored
  /// before, and is followed by the others of its group before any of them is.
  using EntryFactory = std::function<Json()>;
  /// Runs once the entry is in the log, with its position there.
  using Done = std::function<void(std::uint64_t position)>;

  struct Item {
    Json entry;
    Done done;
    std::string client;  ///< who asked for it; empty: nobody
  };
  using Group = std::vector<Item>;

  /// `stored` gets each group once it is safe, in the order in which it was put together.
  Journal(Node& node, Time interval, std::function<void(Group)> stored)
      : node_(node), interval_(interval), stored_(std::move(stored)) {}

  /// Once the services can be reached. Calls back once with this start's tag and all
  /// that was stored before; from then on this journal is written.
  void open(std::function<void(const std::string& tag, std::vector<PastLog>)> opened);

  void append(EntryFactory make, Done done);

  /// How many entries have been put together and are not known to be stored.
  std::size_t under_way() const { return group_.size(); }

 private:
  struct Wanted {
    EntryFactory make;
    Done done;
    std::string client;
  };

  Time next_write();
  void write_when_due();
  void write();
  void put_together();
  void finish(bool created);
  void stored();

  Node& node_;
  Time interval_;
  std::function<void(Group)> stored_;
  JournalStore store_{node_};
  Recovery recovery_{node_, store_};
  std::string origin_;  ///< this start's name; empty until the journal is open
  std::vector<Wanted> waiting_;
  Group group_;             ///< the chunk under way
  std::size_t chunks_ = 0;  ///< that are stored
  std::optional<Time> last_write_;
  Writers writers_;
  bool timer_set_ = false;
};

}  // namespace glomers
