#pragma once

#include <memory>
#include <optional>
#include <string>

#include "glomers/replication/held_requests.hpp"
#include "glomers/replication/journal.hpp"
#include "glomers/replication/member.hpp"

namespace glomers {

/// What is behind a Replica: the start of the node, the journal if there is one, and once
/// the node has its tag, the member of the cluster that it is.
class Engine {
 public:
  Engine(Node& node, const Replica::Options& options, Replica::Deliver deliver);
  Engine(const Engine&) = delete;
  Engine& operator=(const Engine&) = delete;

  // As in Replica.
  void on(const std::string& type, Node::Handler handler);
  void append(Json value, Replica::Done done);
  void append_deferred(Replica::EntryFactory make, Replica::Done done);

  Application& application() { return application_; }
  const Member& member() const;

 private:
  void start();
  void open_journal();
  void begin(const std::string& tag);
  void append_group(Journal::Group group);
  void append_now(Json entry, const Replica::Done& done);
  std::string make_tag();

  Node& node_;
  Replica::Options options_;
  Application application_;
  HeldRequests held_;
  std::unique_ptr<Journal> journal_;  ///< if durable
  std::optional<Member> member_;      ///< none until the journals have been read
};

}  // namespace glomers
