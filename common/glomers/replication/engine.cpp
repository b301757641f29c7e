#include "glomers/replication/engine.hpp"

#include "glomers/ensure.hpp"

namespace glomers {

Engine::Engine(Node& node, const Replica::Options& options, Replica::Deliver deliver)
    : node_(node), options_(options), application_{std::move(deliver), {}, {}}, held_(node) {
  if (options_.durable)
    journal_ = std::make_unique<Journal>(
        node_, options_.journal_interval.value_or(options_.flush_interval),
        [this](Journal::Group group) { append_group(std::move(group)); });
  node_.on_init([this] { start(); });
  node_.on_ready([this] { journal_ ? open_journal() : member_->make_known(); });
  node_.on<Batch>([this](const Message& message, Batch&& batch) {
    // A node that has not recovered takes nothing in: all will be told again.
    if (member_) member_->receive(message.src, std::move(batch));
  });
  node_.on_check([this] {
    if (member_) member_->check();
  });
}

void Engine::on(const std::string& type, Node::Handler handler) {
  node_.on(type, [this, handler = std::move(handler)](const Message& request) {
    if (!member_) return held_.hold(request, handler);
    handler(request);
  });
}

const Member& Engine::member() const {
  ensure(member_.has_value(), "a Replica is asked once its node has started");
  return *member_;
}

void Engine::append(Json value, Replica::Done done) {
  ensure(node_.initialized(), "append comes after init");
  if (journal_)
    return journal_->append([value = std::move(value)] { return value; }, std::move(done));
  append_now(std::move(value), done);
  member_->send_on_its_way();
}

void Engine::append_deferred(Replica::EntryFactory make, Replica::Done done) {
  ensure(node_.initialized(), "append comes after init");
  if (journal_) return journal_->append(std::move(make), std::move(done));
  append_now(make(), done);
  member_->send_on_its_way();
}

void Engine::append_group(Journal::Group group) {
  for (Journal::Item& item : group) append_now(std::move(item.entry), item.done);
  member_->send_on_its_way();
}

void Engine::append_now(Json entry, const Replica::Done& done) {
  const std::uint64_t position = member_->append(std::move(entry));
  if (done) done(position);
}

void Engine::start() {
  if (!journal_) begin(make_tag());
}

void Engine::begin(const std::string& tag) {
  ensure(!member_, "a node starts once");
  member_.emplace(node_, options_, application_, journal_.get(), tag);
}

void Engine::open_journal() {
  journal_->open([this](const std::string& tag, std::vector<PastLog> past) {
    begin(tag);
    const bool first_start = past.empty();
    member_->recover(std::move(past));
    held_.handle_all();
    // Nobody waits for a node that has never been there before.
    first_start ? member_->make_known() : member_->catch_up();
  });
}

/// The tag is 55 random bits in base 32. Nothing is drawn from the clock, which may stand
/// elsewhere after a restart.
std::string Engine::make_tag() {
  constexpr char digits[] = "0123456789abcdefghijklmnopqrstuv";
  std::uint64_t number = node_.random().next();
  std::string tag(11, '0');
  for (char& digit : tag) {
    digit = digits[number & 31];
    number >>= 5;
  }
  return tag;
}

}  // namespace glomers
