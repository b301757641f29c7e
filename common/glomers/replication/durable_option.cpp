#include "glomers/replication/durable_option.hpp"

namespace glomers {

const char* const durable_option = "--durable";

std::shared_ptr<const bool> add_durable_option(Options& options) {
  return options.flag(durable_option,
                      "Store everything in lin-kv before it is acknowledged or shown, so that it "
                      "survives the death of any nodes, all at once included");
}

}  // namespace glomers
