// Registers by key, on a replicated state: read, write, and compare-and-set.

#include <map>

#include "glomers/program.hpp"
#include "tests/examples/raft/replicated_state.hpp"

using namespace glomers;

namespace {

struct Read {
  static constexpr const char* type = "read";
  Json key;
  static constexpr auto fields = std::tuple(field("key", &Read::key));
};

struct Write {
  static constexpr const char* type = "write";
  Json key;
  Json value;
  static constexpr auto fields =
      std::tuple(field("key", &Write::key), field("value", &Write::value));
};

struct Cas {
  static constexpr const char* type = "cas";
  Json key;
  Json from;
  Json to;
  static constexpr auto fields =
      std::tuple(field("key", &Cas::key), field("from", &Cas::from), field("to", &Cas::to));
};

/// A client of lin-kv waits for a second, and then leaves.
constexpr Time patience = 600ms;

class LinKv {
 public:
  explicit LinKv(Node& node)
      : state_(node, patience, only_reads, [this](const Json& request) { return run(request); }) {
    for (const char* type : {Read::type, Write::type, Cas::type}) state_.on(type);
  }

 private:
  static bool only_reads(const Json& request) { return request.at("type") == Read::type; }

  Json run(const Json& request) {
    if (request.at("type") == Read::type) return read(from_body<Read>(request));
    if (request.at("type") == Write::type) return write(from_body<Write>(request));
    return cas(from_body<Cas>(request));
  }

  Json read(const Read& read) { return {{"type", "read_ok"}, {"value", value_of(read.key)}}; }

  Json write(const Write& write) {
    values_[write.key] = write.value;
    return {{"type", "write_ok"}};
  }

  Json cas(const Cas& cas) {
    Json& value = value_of(cas.key);
    if (value != cas.from)
      throw RpcError(ErrorCode::precondition_failed,
                     "the value is " + brief(value) + ", not " + brief(cas.from));
    value = cas.to;
    return {{"type", "cas_ok"}};
  }

  Json& value_of(const Json& key) {
    const auto found = values_.find(key);
    if (found == values_.end())
      throw RpcError(ErrorCode::key_does_not_exist, "no key " + brief(key));
    return found->second;
  }

  std::map<Json, Json> values_;
  raft::ReplicatedState state_;
};

}  // namespace

Program glomers::node_program() {
  return {.name = "lin_kv",
          .description = "A linearizable key-value store by Raft.",
          .declare = [](Options&) -> AppFactory {
            return [](Node& node) { return std::make_shared<LinKv>(node); };
          },
          .has_heartbeats = true};
}
