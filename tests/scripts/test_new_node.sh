#!/usr/bin/env bash
# test_new_node.sh FOLDER INSTALLED: what scripts/new_node.sh makes in a copy of the tree is a target
# there; it builds with the library that is INSTALLED, passes its test, and solves echo.
set -euo pipefail
folder=$1 installed=$2
cd "$(dirname "$0")/../.."
rm -rf "$folder" && mkdir -p "$folder"
tar -cf - --exclude='./build*' --exclude=./store --exclude=./.git . | tar -xf - -C "$folder"
cd "$folder"

fails_with() { # text, argument...
  local text=$1 output
  shift
  if output=$(scripts/new_node.sh "$@" 2>&1); then echo "new_node.sh $* did not fail" && exit 1; fi
  [[ $output == *"$text"* ]] || { echo "new_node.sh $*: no '$text' in: $output" && exit 1; }
}
fails_with "one argument"
fails_with "lower-case" My-Node
fails_with "there is a echo already" echo

scripts/new_node.sh two_words
cmake -B build
cmake --build build --target help | grep -w two_words_test

# The library is not built once more for it: its folder becomes a project of its own.
cat >CMakeLists.txt <<'END'
cmake_minimum_required(VERSION 3.20)
project(new_node LANGUAGES CXX)
find_package(glomers 0.1 REQUIRED)
enable_testing()
include_directories(${PROJECT_SOURCE_DIR})
add_subdirectory(two_words)
END
cmake -B build-alone -DCMAKE_PREFIX_PATH="$installed" -DCMAKE_CXX_FLAGS=-O0 -DCMAKE_UNITY_BUILD=ON
cmake --build build-alone --parallel 2
ctest --test-dir build-alone -R two_words_test --no-tests=error --output-on-failure
"$installed/bin/eddy" test -w echo --simulate --bin build-alone/two_words/two_words --node-count 2 --time-limit 5
