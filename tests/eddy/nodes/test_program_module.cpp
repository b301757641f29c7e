#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "glomers/node.hpp"
#include "tests/catch.hpp"
#include "tests/eddy/nodes/program_module.hpp"
#include "tests/text.hpp"

// EDDY_BROKEN_NODE is the path of the program; its module is beside it.

namespace eddy {
namespace {

namespace fs = std::filesystem;
using glomers::Json;

/// A folder that goes when the test does.
struct Folder {
  Folder() { fs::create_directories(path); }
  ~Folder() { fs::remove_all(path); }
  // Of macOS's the canonical path is another.
  fs::path path =
      fs::canonical(fs::temp_directory_path()) / ("program-module-" + std::to_string(getpid()));
};

std::string complaint(const std::string& bin) {
  try {
    load_program(bin);
    return "";
  } catch (const std::invalid_argument& error) {
    return error.what();
  }
}

/// A program in the folder, and beside it a copy of this module.
std::string with_module(const fs::path& bin, const fs::path& module) {
  fs::copy_file(module, bin.string() + ".so");
  std::ofstream(bin) << "#!/bin/sh\n";
  return bin;
}

Json answer(glomers::Node& node, Json body) {
  body["msg_id"] = 1;
  node.deliver({"c1", "n0", std::move(body), {}}, std::chrono::seconds(0));
  const auto output = node.take_output();
  REQUIRE(output.size() == 1);
  return output.front().body;
}

TEST_CASE("a node's module gives its program, whose objects live in this process") {
  glomers::Node node(glomers::Node::Options{});
  const auto app = glomers::parse_program(load_program(EDDY_BROKEN_NODE), {})(node);
  const Json init = {{"type", "init"}, {"node_id", "n0"}, {"node_ids", {"n0"}}};
  CHECK(answer(node, init)["type"] == "init_ok");
  CHECK(answer(node, {{"type", "echo"}, {"echo", 5}})["echo"] == 5);
}

TEST_CASE("exceptions go from a module to who loaded it as what they are") {
  const glomers::Program program = load_program(EDDY_BROKEN_NODE);
  CHECK_THROWS_AS(glomers::parse_program(program, {"--bug", "no such"}), std::invalid_argument);
  glomers::Node node(glomers::Node::Options{});
  const auto app = glomers::parse_program(program, {"--bug", "refused-init"})(node);
  const Json init = {{"type", "init"}, {"node_id", "n0"}, {"node_ids", {"n0"}}};
  CHECK(answer(node, init)["code"] == 14);  // abort: an RpcError that the node's code throws
}

TEST_CASE("a link to a program leads to its module") {
  const Folder folder;
  fs::create_symlink(EDDY_BROKEN_NODE, folder.path / "link");
  CHECK(load_program(folder.path / "link").name == "broken_node");
}

TEST_CASE("a program without a module is told why it cannot be simulated, and what to do") {
  const Folder folder;
  std::ofstream(folder.path / "node.py") << "#!/usr/bin/env python3\n";
  const std::string text = complaint(folder.path / "node.py");
  CHECK(contains(text, "no module " + (folder.path / "node.py.so").string()));
  CHECK(contains(text, "glomers_node()"));
  CHECK(contains(text, "--bin without --simulate"));
  CHECK(contains(complaint("/nowhere/node"), "--bin /nowhere/node: no such program"));
}

TEST_CASE("a module that was built with other headers is refused, and both are named") {
  const Folder folder;
  const std::string text = complaint(with_module(folder.path / "old", EDDY_OTHER_HEADERS));
  CHECK(contains(text, "built with another library than this eddy"));
  CHECK(contains(text, "module: glomers "));
  CHECK(contains(text, "(headers 0000"));
  CHECK(contains(text, "eddy:   glomers "));
}

TEST_CASE("what is no module is refused") {
  const Folder folder;
  const std::string other = with_module(folder.path / "other", EDDY_NO_PROGRAM);
  CHECK(contains(complaint(other), "it is no node: glomers_node()"));
  std::ofstream(folder.path / "text") << "no object";
  const std::string program = with_module(folder.path / "program", folder.path / "text");
  CHECK(contains(complaint(program), "cannot simulate " + program + ".so: "));
}

}  // namespace
}  // namespace eddy
