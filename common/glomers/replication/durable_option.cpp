#include "glomers/replication/durable_option.hpp"

#include <CLI/App.hpp>

namespace glomers {

const char* const durable_option = "--durable";

std::shared_ptr<const bool> add_durable_option(CLI::App& app) {
  auto durable = std::make_shared<bool>(false);
  app.add_flag(durable_option, *durable,
               "Store everything in lin-kv before it is acknowledged or shown, so that it "
               "survives the death of any nodes, all at once included");
  return durable;
}

}  // namespace glomers
