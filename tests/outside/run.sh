#!/usr/bin/env bash
# run.sh find_package|add_subdirectory|FetchContent|readme|bank FOLDER INSTALLED EDDY: builds in FOLDER the outside
# project, the one of common/README.md, or the one of tests/eddy/WORKLOADS.md, with this tree or with what is
# INSTALLED, and runs its tests.
set -euo pipefail
source=$(cd "$(dirname "$0")/../.." && pwd)
by=$1 folder=$2 installed=$3 eddy=$4
rm -rf "$folder" && mkdir -p "$folder"

configure() { # folder, option...
  cmake -S "$1" -B "$folder/build" -DCMAKE_UNITY_BUILD=ON -DCMAKE_CXX_COMPILER="${CXX:-c++}" \
    -DCMAKE_CXX_FLAGS=-O0 "${@:2}"
}
outside=(configure "$source/tests/outside/project" -DGLOMERS_BY="$by" -DGLOMERS_SOURCE="$source")
build_and_test() {
  cmake --build "$folder/build" --parallel 2 --target counter counter_test
  cd "$folder/build" && ctest --output-on-failure
}

# The first block of a language in the library's README that begins with the text.
block_of() { # language, text
  awk -v fence="\`\`\`$1" -v text="$2" '
    $0 == fence { inside = 1; block = ""; next }
    /^```$/ { if (inside && index(block, text) == 1) { printf "%s", block; exit } inside = 0 }
    inside { block = block $0 "\n" }' "$source/common/README.md"
}

case $by in
  find_package)  # with the bench that is installed
    "${outside[@]}" -DCMAKE_PREFIX_PATH="$installed"
    build_and_test
    ;;
  add_subdirectory)
    "${outside[@]}" -DEDDY="$eddy"
    build_and_test
    ;;
  FetchContent)
    "${outside[@]}"
    cmake --build "$folder/build" --target help | grep -w counter
    ;;
  bank)  # the commands of WORKLOADS.md, where it says that they run
    cp "$source"/tests/outside/bank/* "$folder"
    configure "$folder" -DCMAKE_PREFIX_PATH="$installed"
    cmake --build "$folder/build" --parallel 2
    cd "$folder" && export PATH=$installed/bin:$PATH
    "$source/scripts/readmes.sh" --in "$folder" tests/eddy/WORKLOADS.md
    # A checker that lets all pass is found out: what fails by the checker passes by this one.
    sed 's/if (sum == total)/if (sum != 0)/' "$source/tests/outside/bank/bank.cpp" >bank.cpp
    cmake --build build --target bank
    eddy test -w build/bank.so --simulate --bin build/naive_bank --latency 10 --rate 20 --time-limit 10 --seed 1
    ;;
  readme)
    block_of cmake cmake_minimum_required >"$folder/CMakeLists.txt"
    block_of cpp '#include "glomers/program.hpp"' >"$folder/highest.cpp"
    configure "$folder" -DCMAKE_PREFIX_PATH="$installed"
    cmake --build "$folder/build" --parallel 2
    echo '{"src":"c1","dest":"n0","body":{"type":"init","msg_id":1,"node_id":"n0","node_ids":["n0"]}}' |
      "$folder/build/highest" | grep init_ok
    ;;
esac
