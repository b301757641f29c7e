#include "glomers/main.hpp"

#include "kafka_log/kafka_log.hpp"

GLOMERS_PROGRAM(glomers::kafka_log_program);
