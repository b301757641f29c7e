#include "g_counter/g_counter.hpp"

#include <algorithm>
#include <limits>
#include <numeric>

namespace glomers {
namespace {

struct AddRequest {
  static constexpr const char* type = "add";
  std::int64_t delta = 0;
  static constexpr auto fields = std::tuple(field("delta", &AddRequest::delta));
};

constexpr Time load_retry_pause = 200ms;
constexpr Time gossip_interval = 1s;

/// Trying again at once would be refused again.
bool is_refusal(ErrorCode code) {
  return is_definite(code) && code != ErrorCode::precondition_failed;
}

}  // namespace

GCounter::GCounter(Node& node)
    : node_(node),
      store_(seq_kv(node)),
      replica_(node, {gossip_interval}, [this](const Replica::Entry& entry) {
        set_total(entry.node, entry.value.get<std::int64_t>());
      }) {
  node_.on_init([this] { totals_.resize(node_.ids().size()); });
  node_.on_ready([this] { load(); });
  node_.on<AddRequest>([this](const Message& m, const AddRequest& body) { add(m, body.delta); });
  node_.on("read", [this](const Message& m) { read(m); });
}

void GCounter::add(const Message& request, std::int64_t delta) {
  if (delta < 0) throw_malformed("delta", "must not be negative: the counter only grows");
  if (delta == 0) return node_.reply(request, {{"type", "add_ok"}});  // nothing to store
  group_.push_back({request, delta});
  commit();
}

void GCounter::read(const Message& request) {
  if (!loaded_) return reads_.push_back(request);
  const auto sum = std::accumulate(totals_.begin(), totals_.end(), std::int64_t{0});
  node_.reply(request, {{"type", "read_ok"}, {"value", sum}});
}

/// What this node stored before it was restarted, if it was.
void GCounter::load() {
  read_stored([this](const Outcome<std::int64_t>& stored) {
    if (stored.ok()) return loaded(*stored.value);
    node_.log(std::string("cannot read the stored total: ") + stored.error->what());
    node_.after(load_retry_pause, [this] { load(); });
  });
}

void GCounter::read_stored(const Kv::ReadCallback<std::int64_t>& then) {
  const auto on_read = [this, then, asked = node_.now()](const Outcome<std::int64_t>& stored) {
    store_took_ = node_.now() - asked;
    then(stored);
  };
  store_.read_or<std::int64_t>(node_.id(), 0, on_read, {.timeout = patience()});
}

void GCounter::loaded(std::int64_t total) {
  set_total(node_.index(), total);
  loaded_ = true;
  if (total > 0) replica_.append(total);
  for (const Message& request : std::exchange(reads_, {})) read(request);
  commit();
}

/// Group commit: one write is under way at a time, and all adds that come
/// meanwhile ride on the next.
void GCounter::commit() {
  if (!loaded_ || writing_) return;
  const std::int64_t stored = totals_[node_.index()];
  std::int64_t total = stored;
  std::vector<Add> group;
  for (const Add& add : std::exchange(group_, {})) {
    if (add.delta > highest_total() - total) {
      const RpcError error(ErrorCode::malformed_request, "the counter cannot hold so much");
      node_.reply(add.request, error.to_body());
    } else {
      total += add.delta;
      group.push_back(add);
    }
  }
  if (!group.empty()) write(group, stored, total);
}

/// A compare-and-set, so that an attempt that is late cannot overwrite a newer total.
void GCounter::write(const std::vector<Add>& group, std::int64_t stored, std::int64_t total) {
  writing_ = true;
  const auto on_result = [=, this, asked = node_.now()](const RpcResult& result) {
    if (result.ok()) {
      store_took_ = node_.now() - asked;
      return committed(group, total);
    }
    if (is_refusal(result.error->code)) return resolve_later(group, stored, total);
    resolve(group, stored, total);
  };
  store_.cas(node_.id(), stored, total, true, on_result, patience());
}

/// Twice as long as the store took last: an answer that came later would never count.
Time GCounter::patience() const {
  return std::clamp<Time>(2 * store_took_, 1s, 8s);
}

/// The write's outcome is unknown, or the store did not hold `stored`. Nobody
/// but this node writes the key, so the store holds `stored` still, or `total`,
/// or what this node wrote in a former life without hearing of it.
void GCounter::resolve(const std::vector<Add>& group, std::int64_t stored, std::int64_t total) {
  read_stored([=, this](const Outcome<std::int64_t>& found) {
    if (!found.ok()) return resolve_later(group, stored, total);
    if (*found.value == total) return committed(group, total);
    write(group, *found.value, *found.value + total - stored);
  });
}

/// The store has answered with an error that no retry mends at once.
void GCounter::resolve_later(const std::vector<Add>& group, std::int64_t stored,
                             std::int64_t total) {
  node_.after(load_retry_pause, [=, this] { resolve(group, stored, total); });
}

/// So high that the sum over all nodes is still a number.
std::int64_t GCounter::highest_total() const {
  return std::numeric_limits<std::int64_t>::max() / static_cast<std::int64_t>(totals_.size());
}

void GCounter::committed(const std::vector<Add>& group, std::int64_t total) {
  writing_ = false;
  replica_.append(total);
  for (const Add& add : group) node_.reply(add.request, {{"type", "add_ok"}});
  commit();
}

/// Totals only grow, so the highest is the newest, whatever its incarnation.
void GCounter::set_total(std::size_t node, std::int64_t total) {
  totals_[node] = std::max(totals_[node], total);
}

Program g_counter_program() {
  return {"g_counter", "Challenge 4: a grow-only counter, stored in seq-kv.",
          [](CLI::App&) -> Install {
            return [](Node& node) { return std::make_shared<GCounter>(node); };
          }};
}

}  // namespace glomers
