#pragma once

#include <cstdint>
#include <string>

#include "glomers/replication/journal.hpp"
#include "glomers/replication/logs.hpp"

namespace glomers {

/// The log of this node's incarnation. If it keeps a journal, entries are *under way* from when
/// their group is put together until they are stored: they are in no log yet, and stand behind
/// what is.
class OwnLog {
 public:
  /// `journal` may be null.
  OwnLog(Logs& logs, const std::string& node_id, std::string tag, const Journal* journal)
      : logs_(logs),
        tag_(std::move(tag)),
        id_(logs.intern(Logs::name_of(node_id, tag_))),
        journal_(journal) {}

  const std::string& tag() const { return tag_; }
  LogId id() const { return id_; }
  const std::string& name() const { return logs_.name(id_); }

  std::uint64_t length() const { return logs_.length(id_); }
  std::uint64_t under_way() const { return journal_ ? journal_->under_way() : 0; }
  /// How long it will be once all is stored that is under way.
  std::uint64_t length_pending() const { return length() + under_way(); }

  /// Returns the entry's position.
  std::uint64_t append(Json entry) {
    const std::uint64_t position = length();
    logs_.append(id_, std::move(entry));
    return position;
  }

 private:
  Logs& logs_;
  std::string tag_;
  LogId id_;
  const Journal* journal_;
};

}  // namespace glomers
