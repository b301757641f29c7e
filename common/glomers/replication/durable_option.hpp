#pragma once

#include <memory>

#include "glomers/options.hpp"

namespace glomers {

/// A program's Program::durable_option.
extern const char* const durable_option;

/// Adds `--durable` for a program whose Replica can keep a journal; the flag, once
/// the arguments have been parsed.
std::shared_ptr<const bool> add_durable_option(Options& options);

}  // namespace glomers
