#pragma once

#include <string>

#include "tests/eddy/run/options.hpp"

namespace eddy {

/// What a strict test asks of nodes that die and its node does not promise, as a sentence
/// for a person; empty if it promises all. A node that loses with its memory what it
/// acknowledged says so: its program names the option with which it does not
/// (glomers::Program::durable_option). Of a program without a module nothing is known.
std::string missing_promise(const TestOptions& options);

/// Whether the node promises to fall silent when there is nothing to do: all do, but those
/// whose program says otherwise (glomers::Program::has_heartbeats).
bool promises_silence(const TestOptions& options);

}  // namespace eddy
