#include "tests/eddy/net/services.hpp"

#include <algorithm>
#include <array>
#include <deque>
#include <memory>
#include <optional>

#include "glomers/error.hpp"

namespace eddy {
namespace {

using glomers::ErrorCode;
using glomers::RpcError;

const Json& field(const Json& body, const char* name) {
  const auto it = body.find(name);
  if (!it)
    throw RpcError(ErrorCode::malformed_request, std::string("field '") + name + "' is missing");
  return *it;
}

RpcError not_supported(const Json& body) {
  return {ErrorCode::not_supported,
          "this service does not know '" + body.at("type").get<std::string>() + "'"};
}

/// The handler's reply, or the error it throws as one.
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
  const std::string& type = body.at("type").as_string();
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
  if (!present && !(cas_creates && body.value("create_if_not_exists", Json()) == true))
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
    // A client that has not been here for long may be shown the oldest state kept.
    const std::uint64_t oldest = std::max(seen, newest_ - (states_.size() - 1));
    const std::uint64_t drawn = oldest + (newest_ > oldest ? random_.below(newest_ - oldest) : 0);
    PlainMap old_state = states_[states_.size() - 1 - (newest_ - drawn)];
    const PlainMap before = old_state;
    const Json reply = answer([&] { return handle_kv(old_state, request.body, true); });
    if (old_state == before) {
      seen = drawn;
      return reply;
    }
    PlainMap next = states_.back();
    const Json reply_on_newest = answer([&] { return handle_kv(next, request.body, true); });
    states_.push_back(std::move(next));
    if (states_.size() > states_kept) states_.pop_front();
    seen = ++newest_;
    return reply_on_newest;
  }

 private:
  static constexpr std::size_t states_kept = 32;

  Random random_;
  std::deque<PlainMap> states_ = {PlainMap{}};  ///< the last one is state number newest_
  std::uint64_t newest_ = 0;
  std::map<std::string, std::uint64_t> last_seen_;  ///< by client
};

/// One replica of lww-kv.
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
      const bool newer =
          std::pair(theirs.time, theirs.value) > std::pair(mine->second.time, mine->second.value);
      if (!inserted && newer) mine->second = theirs;
    }
  }
};

/// What a service that refuses everything says.
Json refusal(const std::string& id) {
  return RpcError(ErrorCode::temporarily_unavailable, id + " refuses for now").to_body();
}

}  // namespace

Service lin_kv() {
  return [map = PlainMap()](const Message& request) mutable {
    return answer([&] { return handle_kv(map, request.body, true); });
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
    return answer([&] { return handle_kv(replica, request.body, false); });
  };
}

Service lin_tso() {
  return [next = std::uint64_t{0}](const Message& request) mutable {
    return answer([&]() -> Json {
      if (request.body.at("type") != "ts") throw not_supported(request.body);
      return {{"type", "ts_ok"}, {"ts", next++}};
    });
  };
}

void add_services(Network& network, Random random) {
  const auto add = [&](const std::string& id, Service service) {
    const auto shared = std::make_shared<Service>(std::move(service));
    network.add(id, Network::Role::service, [&network, id, shared](const Message& request) {
      Json body = network.faults().refusing_services ? refusal(id) : (*shared)(request);
      const auto msg_id = request.body.find("msg_id");
      if (!msg_id) return;
      body["in_reply_to"] = *msg_id;
      network.send({id, request.src, std::move(body), {}});
    });
  };
  add("lin-kv", lin_kv());
  add("seq-kv", seq_kv(random.split()));
  add("lww-kv", lww_kv(random.split()));
  add("lin-tso", lin_tso());
}

}  // namespace eddy
