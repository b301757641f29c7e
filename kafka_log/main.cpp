#include "kafka_log/kafka_log.hpp"

glomers::Program glomers::node_program() {
  return kafka_log::program();
}
