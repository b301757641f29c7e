#!/usr/bin/env bash
# Makes the folder of a new node: its logic, a test, a README, and the lines of CMake.
set -euo pipefail
cd "$(dirname "$0")/.."

usage() {
  cat <<'END'
Usage: scripts/new_node.sh NAME

Makes NAME/ with a node that solves echo, for you to change, and its test; adds it to CMakeLists.txt.
NAME is lower case: letters, digits and _.
END
}

bad_arguments() {
  echo "new_node: $1 (--help tells more)" >&2
  exit 254
}

[[ ${1:-} != --help && ${1:-} != -h ]] || { usage && exit; }
(($# == 1)) || bad_arguments "one argument: the name"
name=$1
[[ $name =~ ^[a-z][a-z0-9_]*$ ]] || bad_arguments "'$name': lower-case letters, digits and _"
[[ ! -e $name ]] || bad_arguments "there is a $name already"
class=$(tr _ '\n' <<<"$name" | awk '{ printf "%s", toupper(substr($0, 1, 1)) substr($0, 2) }')

mkdir "$name"
cat >"$name/CMakeLists.txt" <<END
glomers_node($name $name.cpp)
glomers_test(${name}_test test_$name.cpp LIBS ${name}_logic)
END

cat >"$name/$name.hpp" <<END
#pragma once

#include "glomers/program.hpp"

namespace $name {

using namespace glomers;

/// What one node does: its handlers, and what it remembers.
class $class {
 public:
  explicit $class(Node& node);
};

Program program();

}  // namespace $name
END

cat >"$name/$name.cpp" <<END
#include "$name/$name.hpp"

namespace $name {
namespace {

struct Echo {
  static constexpr const char* type = "echo";
  Json echo;
  static constexpr auto fields = std::tuple(field("echo", &Echo::echo));
};

}  // namespace

$class::$class(Node& node) {
  node.on<Echo>([&node](const Message& request, const Echo& body) {
    node.reply(request, {{"type", "echo_ok"}, {"echo", body.echo}});
  });
}

Program program() {
  return {"$name", "Says what it is told.", [](Options&) -> AppFactory {
            return [](Node& node) { return std::make_shared<$class>(node); };
          }};
}

}  // namespace $name
END

cat >"$name/main.cpp" <<END
#include "$name/$name.hpp"

glomers::Program glomers::node_program() {
  return $name::program();
}
END

cat >"$name/test_$name.cpp" <<END
#include "$name/$name.hpp"

#include "glomers/testing.hpp"
#include "tests/catch.hpp"

using namespace glomers;

TEST_CASE("$name says what it is told") {
  TestNode t($name::program());
  t.init("n0", {"n0"});
  CHECK(t.request({{"type", "echo"}, {"echo", "hello"}}) ==
        Json({{"type", "echo_ok"}, {"echo", "hello"}}));
}
END

cat >"$name/README.md" <<END
# $name

The problem, the algorithm, why it is right, and what it costs.

\`\`\`sh
cmake --build build --target $name ${name}_test && ctest --test-dir build -R ${name}_test
build/eddy test -w echo --simulate --bin build/$name/$name
\`\`\`
END

echo "add_subdirectory($name)" >>CMakeLists.txt
echo "$name/ is there: $(cd "$name" && echo *). It is the last line of CMakeLists.txt. To build and try it:"
sed -n '/^```sh/,/^```$/p' "$name/README.md" | grep -v '```'
