#!/usr/bin/env bash
# test_new_node.sh EDDY FOLDER: what scripts/new_node.sh makes in a copy of the tree builds,
# passes its test, and solves echo in EDDY.
set -euo pipefail
eddy=$1 folder=$2
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
# The rest of the tree's tests takes as long to compile as all the rest.
cmake -B build -DCMAKE_BUILD_TYPE=None -DCMAKE_CXX_FLAGS=-O0 -DCMAKE_UNITY_BUILD=ON
cmake --build build --parallel 2 --target two_words two_words_test
ctest --test-dir build -R two_words_test --no-tests=error --output-on-failure
"$eddy" test -w echo --simulate --bin build/two_words/two_words --node-count 2 --time-limit 5
