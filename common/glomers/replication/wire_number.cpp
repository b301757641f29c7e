#include "glomers/replication/wire_number.hpp"

#include "glomers/body.hpp"

namespace glomers {

void check_number(const std::string& where, std::int64_t n) {
  if (n < 0 || n >= max_number) throw_malformed(where, "must be from 0 to 2^53 - 1");
}

}  // namespace glomers
