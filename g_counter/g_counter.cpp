#include "g_counter/g_counter.hpp"

#include <algorithm>
#include <limits>
#include <numeric>

namespace g_counter {
namespace {

struct AddRequest {
  static constexpr const char* type = "add";
  std::int64_t delta = 0;
  static constexpr auto fields = std::tuple(field("delta", &AddRequest::delta));
};

constexpr Time retry_pause = 200ms;
constexpr Time gossip_interval = 1s;

/// Whether the store refuses the request: trying again at once would be in vain.
bool is_refusal(ErrorCode code) {
  return is_definite(code) && code != ErrorCode::precondition_failed;
}

}  // namespace

GCounter::GCounter(Node& node)
    : node_(node),
      store_(seq_kv(node)),
      replica_(node, {.flush_interval = gossip_interval, .newest_only = true},
               [this](const Replica::Entry& entry) {
                 set_total(entry.node.value(), entry.value.get<std::int64_t>());
               }) {
  replica_.check_entries([this](const Json& entry) {
    std::int64_t total = 0;
    read_value(entry, "total", total);
    if (!is_total(total)) throw_malformed("total", "is out of bounds");
  });
  node_.on_init([this] { totals_.resize(node_.ids().size()); });
  node_.on_ready([this] { return load(); });
  node_.on<AddRequest>([this](const Message& m, const AddRequest& body) { add(m, body.delta); });
  node_.on("read", [this](const Message& m) { read(m); });
}

void GCounter::add(const Message& request, std::int64_t delta) {
  if (delta < 0) throw_malformed("delta", "must not be negative: the counter only grows");
  if (delta == 0) return node_.reply(request, {{"type", "add_ok"}});  // nothing to store
  group_.push_back({request, delta});
  node_.spawn([this] { return commit(); });
}

void GCounter::read(const Message& request) {
  if (!loaded_) return reads_.push_back(request);
  const auto sum = std::accumulate(totals_.begin(), totals_.end(), std::int64_t{0});
  node_.reply(request, {{"type", "read_ok"}, {"value", sum}});
}

/// Takes over what this node stored before it was restarted, if it was.
Task<> GCounter::load() {
  const std::int64_t total = co_await stored_total();
  set_total(node_.index(), total);
  loaded_ = true;
  if (total > 0) replica_.append(total);
  for (const Message& request : std::exchange(reads_, {})) read(request);
  co_await commit();
}

/// What seq-kv holds for this node. It asks until it can be read.
Task<std::int64_t> GCounter::stored_total() {
  for (;;) {
    const Time asked = node_.now();
    const RetryPolicy once = {.attempts = 1, .timeout = store_timeout()};
    const auto stored = co_await store_.read_or<std::int64_t>(node_.id(), 0, once).outcome();
    store_took_ = node_.now() - asked;
    if (stored.ok() && is_total(*stored.value)) co_return *stored.value;
    node_.log("cannot read the stored total: " +
              (stored.ok() ? std::to_string(*stored.value) + " is none" : stored.error->what()));
    co_await node_.pause(retry_pause);
  }
}

/// Group commit: one write is under way at a time, and all adds that come
/// meanwhile ride on the next.
Task<> GCounter::commit() {
  if (!loaded_ || committing_) co_return;
  committing_ = true;
  while (!group_.empty()) {
    const std::int64_t stored = totals_[node_.index()];
    const std::vector<Add> group = take_group(stored);
    if (group.empty()) continue;
    std::int64_t sum = 0;
    for (const Add& add : group) sum += add.delta;
    replica_.append(co_await write(stored, sum));
    acknowledge(group);
  }
  committing_ = false;
}

void GCounter::acknowledge(const std::vector<Add>& group) {
  for (const Add& add : group) node_.reply(add.request, {{"type", "add_ok"}});
}

/// The adds that wait, without those that the counter cannot hold on top of `stored`.
std::vector<GCounter::Add> GCounter::take_group(std::int64_t stored) {
  std::int64_t room = max_total() - stored;
  ensure(room >= 0, "a stored total leaves room for those of others", "it is", stored);
  std::vector<Add> group;
  for (const Add& add : std::exchange(group_, {})) {
    if (add.delta > room) {
      const RpcError error(ErrorCode::malformed_request, "the counter cannot hold so much");
      node_.reply(add.request, error.to_body());
    } else {
      room -= add.delta;
      group.push_back(add);
    }
  }
  return group;
}

/// Adds `sum` to what seq-kv holds, once, and returns the new total. It does so by
/// compare-and-set, so that an attempt that is late cannot overwrite a newer total.
Task<std::int64_t> GCounter::write(std::int64_t stored, std::int64_t sum) {
  for (;;) {
    const Time asked = node_.now();
    const std::int64_t total = stored + sum;
    const auto written =
        co_await store_.cas(node_.id(), stored, total, true, store_timeout()).outcome();
    if (written.ok()) {
      store_took_ = node_.now() - asked;
      co_return total;
    }
    if (is_refusal(written.error->code)) co_await node_.pause(retry_pause);
    // The write's outcome is unknown, or the store did not hold `stored`. Nobody but
    // this node writes the key, so the store holds `stored` still, or `total`, or what
    // this node wrote in a former life without hearing of it.
    const std::int64_t found = co_await stored_total();
    if (found == total) co_return total;
    stored = found;
  }
}

/// The store gets twice as long as it took last, so that a slow answer counts, too. However slow
/// the store is, the timeout comes to be long enough: each wait in vain makes the next longer.
/// It does not become much longer, as an answer that was lost never comes.
Time GCounter::store_timeout() const {
  return std::clamp<Time>(std::min<Time>(2 * store_took_, store_took_ + 4s), 1s, 10min);
}

/// With totals up to this the sum over all nodes is still a number.
std::int64_t GCounter::max_total() const {
  return std::numeric_limits<std::int64_t>::max() / static_cast<std::int64_t>(totals_.size());
}

bool GCounter::is_total(std::int64_t total) const {
  return total >= 0 && total <= max_total();
}

/// Totals only grow, so the highest is the newest, whatever its incarnation.
void GCounter::set_total(std::size_t node, std::int64_t total) {
  ensure(node < totals_.size(), "a total is that of a node of the cluster");
  totals_[node] = std::max(totals_[node], total);
}

Program program() {
  return {"g_counter", "Challenge 4: a grow-only counter, stored in seq-kv.",
          [](Options&) -> AppFactory {
            return [](Node& node) { return std::make_shared<GCounter>(node); };
          }};
}

}  // namespace g_counter
