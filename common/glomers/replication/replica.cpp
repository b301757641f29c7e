#include "glomers/replication/replica.hpp"

#include "glomers/replication/engine.hpp"

namespace glomers {

Replica::Replica(Node& node, Options options, Deliver deliver)
    : engine_(std::make_unique<Engine>(node, options, std::move(deliver))) {}

Replica::~Replica() = default;

void Replica::on(const std::string& type, Node::Handler handler) {
  engine_->on(type, std::move(handler));
}

void Replica::append(Json value, Done done) {
  engine_->append(std::move(value), std::move(done));
}

void Replica::append_deferred(EntryFactory make, Done done) {
  engine_->append_deferred(std::move(make), std::move(done));
}

void Replica::on_stable(StableCallback callback) {
  engine_->application().on_stable = std::move(callback);
}

void Replica::check_entries(EntryCheck check) {
  engine_->application().check_entry = std::move(check);
}

const Logs& Replica::logs() const {
  return engine_->member().logs();
}

LogId Replica::own_log() const {
  return engine_->member().own_log();
}

bool Replica::is_dead(const std::string& incarnation) const {
  return engine_->member().is_dead(incarnation);
}

Json Replica::describe_peers() const {
  return engine_->member().describe_peers();
}

}  // namespace glomers
