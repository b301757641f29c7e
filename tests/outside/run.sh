#!/usr/bin/env bash
# run.sh find_package|add_subdirectory|FetchContent BUILD FOLDER [EDDY]: builds the outside
# project in FOLDER with this tree, or with what BUILD installs, and runs its tests. With
# EDDY that bench simulates its node; without, the project builds its own.
set -euo pipefail
source=$(cd "$(dirname "$0")/../.." && pwd -P)
by=$1 build=$(cd "$2" && pwd -P) folder=$3 eddy=${4:-}
rm -rf "$folder" && mkdir -p "$folder"
options=(-DGLOMERS_BY="$by" -DGLOMERS_SOURCE="$source")
if [[ $by == find_package ]]; then
  cmake --install "$build" --prefix "$folder/installed" >/dev/null
  options+=(-DCMAKE_PREFIX_PATH="$folder/installed")
fi
targets=(counter counter_test)
if [[ -n $eddy ]]; then
  options+=(-DEDDY="$eddy")
elif [[ $by != find_package ]]; then
  targets+=(eddy)
fi
cmake -S "$source/tests/outside/project" -B "$folder/build" -DCMAKE_UNITY_BUILD=ON \
  -DCMAKE_CXX_COMPILER="${CXX:-c++}" -DCMAKE_CXX_FLAGS="${CXXFLAGS:--O0}" "${options[@]}"
cmake --build "$folder/build" --parallel 2 --target "${targets[@]}"
cd "$folder/build"
ctest --output-on-failure
