#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "glomers/message.hpp"
#include "glomers/random.hpp"
#include "tests/eddy/net/network.hpp"

namespace eddy {

using glomers::Json;

/// Maelstrom's services. Each handles a request to its end before the next and
/// returns the reply's body without in_reply_to. A request that it does not
/// know gets not-supported; a field that is missing counts as null.
using Service = std::function<Json(const Message& request)>;

/// lin-kv: one key-value map. It is linearizable, as there is one copy and one request at a time.
Service lin_kv();

/// seq-kv: it is sequentially consistent, and keeps the last 32 states of one map. A request that
/// changes nothing is answered from a state drawn between the last that this client saw and the
/// newest, both included. A request that changes the map works on the newest.
Service seq_kv(Random random);

/// lww-kv: it is eventually consistent. Each request goes to one of two replicas at random, and
/// these are merged now and then. Of two values the one with the higher Lamport time wins.
Service lww_kv(Random random);

/// lin-tso: it gives the timestamps 0, 1, 2, ...
Service lin_tso();

/// "lin-kv", "seq-kv", "lww-kv" and "lin-tso".
const std::vector<std::string>& service_names();
bool is_service(const std::string& name);

/// Puts all of them into the network. Each answers with the
/// `msg_id` that it got in `in_reply_to`, whatever it was; null if there was none.
void add_services(Network& network, Random random);

}  // namespace eddy
