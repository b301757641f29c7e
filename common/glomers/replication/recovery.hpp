#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "glomers/replication/journal_reader.hpp"

namespace glomers {

/// A journal that was read: its origin's name, and its entries in order.
struct PastLog {
  std::string origin;
  std::vector<Json> entries;
};

/// The start of a node that keeps a journal: it takes its epoch, which counts the
/// node's starts, and reads the journals of all nodes and all their starts. Those of
/// its own former lives it seals.
///
/// A first start reads nothing: the node has never said that it holds anything.
class Recovery {
 public:
  using Done = std::function<void(std::int64_t epoch, std::vector<PastLog>)>;

  Recovery(Node& node, JournalStore& store) : node_(node), store_(store) {}

  /// Calls back once.
  void start(Done done);

 private:
  void take_next_epoch();
  void read_all();
  void read_starts(const std::string& node_id, std::int64_t count, JournalReader::End end);
  void one_read();

  Node& node_;
  JournalStore& store_;
  Done done_;
  std::int64_t epoch_ = 0;
  std::vector<PastLog> past_;
  std::size_t unread_ = 0;  ///< epochs and journals that have not been read to their end
  Time began_{0};
};

}  // namespace glomers
