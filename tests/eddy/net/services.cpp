#include "tests/eddy/net/services.hpp"

#include <algorithm>
#include <array>
#include <deque>
#include <memory>
#include <optional>

#include "glomers/error.hpp"

namespace eddy {
namespace {

using glomers::brief;
using glomers::ErrorCode;
using glomers::RpcError;

/// The fields of a request. A request that is no object has none.
const Json& fields_of(const Message& request) {
  static const Json none = Json::object();
  const Json& body = request.body;
  return body.is_object() ? body : none;
}

/// The field; null if it is missing. Programs that leave out what is zero or empty rely on that.
const Json& field(const Json& body, const char* name) {
  static const Json missing;
  const auto it = body.find(name);
  return it ? *it : missing;
}

/// Whether the value counts as true in Maelstrom's language: all do but null and false.
bool is_true(const Json& value) {
  return !value.is_null() && value != false;
}

RpcError not_supported(const Json& body) {
  return {ErrorCode::not_supported, "this service does not know " + brief(field(body, "type"))};
}

/// The reply of the handler. An error that it throws is one, too.
template <class F>
Json answer(const F& handler) {
  try {
    return handler();
  } catch (const RpcError& error) {
    return error.to_body();
  }
}

/// Key-value semantics over any map that can find() and set(). Keys and values are
/// told apart as text: 1 and 1.0 are two. Throws RpcError.
template <class Map>
Json handle_kv(Map& map, const Json& body, bool cas_creates) {
  const Json& type = field(body, "type");
  if (type != "read" && type != "write" && type != "cas") throw not_supported(body);
  const std::string key = field(body, "key").dump();
  if (type == "write") {
    map.set(key, field(body, "value"));
    return {{"type", "write_ok"}};
  }
  const Json* present = map.find(key);
  if (type == "read") {
    if (!present) throw RpcError(ErrorCode::key_does_not_exist, "key does not exist");
    return {{"type", "read_ok"}, {"value", *present}};
  }
  const Json& from = field(body, "from");
  const Json& to = field(body, "to");
  if (!present && !(cas_creates && is_true(field(body, "create_if_not_exists"))))
    throw RpcError(ErrorCode::key_does_not_exist, "key does not exist");
  if (present && present->dump() != from.dump())
    throw RpcError(ErrorCode::precondition_failed,
                   "current value " + present->dump() + " is not " + from.dump());
  map.set(key, to);
  return {{"type", "cas_ok"}};
}

struct PlainMap {
  std::map<std::string, Json> values;

  const Json* find(const std::string& key) const {
    const auto it = values.find(key);
    return it == values.end() ? nullptr : &it->second;
  }
  void set(const std::string& key, const Json& value) { values[key] = value; }

  bool operator==(const PlainMap&) const = default;
};

class SequentialKv {
 public:
  explicit SequentialKv(Random random) : random_(random) {}

  Json handle(const Message& request) {
    std::uint64_t& seen = last_seen_[request.src];
    const std::uint64_t drawn = seen + random_.below(newest_ - seen + 1);
    PlainMap old_state = state(drawn);
    const PlainMap before = old_state;
    const Json& body = fields_of(request);
    const Json reply = answer([&] { return handle_kv(old_state, body, true); });
    if (old_state == before) {
      seen = drawn;
      return reply;
    }
    PlainMap next = states_.back();
    const Json reply_on_newest = answer([&] { return handle_kv(next, body, true); });
    states_.push_back(std::move(next));
    if (states_.size() > states_kept) states_.pop_front();
    seen = ++newest_;
    return reply_on_newest;
  }

 private:
  static constexpr std::size_t states_kept = 32;

  /// The state of that number. A number whose state is not kept any more falls on a later one by
  /// its remainder. So a client that has not asked for long may see a later state first.
  const PlainMap& state(std::uint64_t number) const {
    return states_[states_.size() - 1 - (newest_ - number) % states_.size()];
  }

  Random random_;
  std::deque<PlainMap> states_ = {PlainMap{}};  ///< the last one is state number newest_
  std::uint64_t newest_ = 0;
  std::map<std::string, std::uint64_t> last_seen_;  ///< by client, 0 at first
};

/// A replica of lww-kv.
struct LwwMap {
  struct Entry {
    std::uint64_t time;
    Json value;
  };
  std::uint64_t clock = 0;
  std::map<std::string, Entry> entries;

  const Json* find(const std::string& key) const {
    const auto it = entries.find(key);
    return it == entries.end() ? nullptr : &it->second.value;
  }
  void set(const std::string& key, const Json& value) { entries[key] = {clock++, value}; }

  void merge(const LwwMap& other) {
    clock = std::max(clock, other.clock);
    for (const auto& [key, theirs] : other.entries) {
      const auto [mine, inserted] = entries.emplace(key, theirs);
      // If two writes have one time, the one that is merged into the other wins. So replicas may
      // swap them.
      if (!inserted && theirs.time >= mine->second.time) mine->second = theirs;
    }
  }
};

/// The reply of a service that refuses everything.
Json refusal(const std::string& id) {
  return RpcError(ErrorCode::temporarily_unavailable, id + " refuses for now").to_body();
}

}  // namespace

Service lin_kv() {
  return [map = PlainMap()](const Message& request) mutable {
    return answer([&] { return handle_kv(map, fields_of(request), true); });
  };
}

Service seq_kv(Random random) {
  return [kv = SequentialKv(random)](const Message& request) mutable { return kv.handle(request); };
}

Service lww_kv(Random random) {
  return [replicas = std::array<LwwMap, 2>(), random](const Message& request) mutable {
    LwwMap& merged = replicas[random.below(2)];
    merged.merge(replicas[random.below(2)]);
    LwwMap& replica = replicas[random.below(2)];
    return answer([&] { return handle_kv(replica, fields_of(request), false); });
  };
}

Service lin_tso() {
  return [next = std::uint64_t{0}](const Message& request) mutable {
    return answer([&]() -> Json {
      if (request.body.type() != "ts") throw not_supported(fields_of(request));
      return {{"type", "ts_ok"}, {"ts", next++}};
    });
  };
}

const std::vector<std::string>& service_names() {
  static const std::vector<std::string> names = {"lin-kv", "seq-kv", "lww-kv", "lin-tso"};
  return names;
}

bool is_service(const std::string& name) {
  const std::vector<std::string>& names = service_names();
  return std::find(names.begin(), names.end(), name) != names.end();
}

void add_services(Network& network, Random random) {
  const auto add = [&](const std::string& id, Service service) {
    const auto shared = std::make_shared<Service>(std::move(service));
    network.add(id, Network::Role::service, [&network, id, shared](const Message& request) {
      Json body = network.faults().refusing_services ? refusal(id) : (*shared)(request);
      body["in_reply_to"] = field(fields_of(request), "msg_id");  // whatever it is
      network.send({id, request.src, std::move(body), {}});
    });
  };
  add("lin-kv", lin_kv());
  add("seq-kv", seq_kv(random.split()));
  add("lww-kv", lww_kv(random.split()));
  add("lin-tso", lin_tso());
}

}  // namespace eddy
