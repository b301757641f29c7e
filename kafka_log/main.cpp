#include "kafka_log/kafka_log.hpp"

int main(int argc, char** argv) {
  return glomers::run_program(glomers::kafka_log_program(), argc, argv);
}
