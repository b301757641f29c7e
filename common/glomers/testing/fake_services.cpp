#include "glomers/testing/fake_services.hpp"

#include "glomers/error.hpp"

namespace glomers {
namespace {

Json read(const std::map<Json, Json>& store, const Json& key) {
  const auto it = store.find(key);
  if (it == store.end()) throw RpcError(ErrorCode::key_does_not_exist, "no key " + key.dump());
  return {{"type", "read_ok"}, {"value", it->second}};
}

Json cas(std::map<Json, Json>& store, const Json& body) {
  const Json& key = body.at("key");
  const auto it = store.find(key);
  if (it == store.end() && !body.value("create_if_not_exists", false))
    throw RpcError(ErrorCode::key_does_not_exist, "no key " + key.dump());
  if (it != store.end() && it->second != body.at("from"))
    throw RpcError(ErrorCode::precondition_failed, key.dump() + " holds " + it->second.dump());
  store[key] = body.at("to");
  return {{"type", "cas_ok"}};
}

Json answer_kv(std::map<Json, Json>& store, const Json& body) {
  const Json& type = body.at("type");
  if (type == "read") return read(store, body.at("key"));
  if (type == "cas") return cas(store, body);
  if (type != "write") throw RpcError(ErrorCode::not_supported, "no such call: " + type.dump());
  store[body.at("key")] = body.at("value");
  return {{"type", "write_ok"}};
}

}  // namespace

bool FakeServices::is_service(const std::string& name) {
  return name == "seq-kv" || name == "lin-kv" || name == "lww-kv" || name == "lin-tso";
}

Json FakeServices::answer(const Message& request) {
  try {
    if (refusing_) throw RpcError(ErrorCode::temporarily_unavailable, request.dest + " refuses");
    if (request.dest == "lin-tso") return {{"type", "ts_ok"}, {"ts", next_timestamp_++}};
    return answer_kv(store(request.dest), request.body);
  } catch (const RpcError& error) {
    return error.to_body();
  } catch (const JsonError& error) {
    return RpcError(ErrorCode::malformed_request, error.what()).to_body();
  }
}

}  // namespace glomers
