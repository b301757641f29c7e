#!/usr/bin/env bash
# Says which lines of common/ and of the six nodes the tests never run.
set -euo pipefail
cd "$(dirname "$0")/.."
source scripts/lib.sh

usage() {
  cat <<'END'
Usage: scripts/coverage.sh

Builds in build-coverage with GCC's --coverage, runs the tests of the library, of the engine, of the
nodes and of whole runs, and prints for each file of common/ and the nodes the share of lines that
ran, and the lines that did not. build-coverage/coverage.html shows them in colour. About ten minutes.
Needs gcovr; installs it where it is missing.
END
}

if (($# > 0)); then
  [[ $1 == --help || $1 == -h ]] || bad_arguments "takes no arguments"
  usage && exit
fi

scripts/setup.sh
command -v gcovr >/dev/null || install_packages gcovr
cmake -B build-coverage -G Ninja -DCMAKE_CXX_COMPILER=g++ -DCMAKE_BUILD_TYPE=Debug -DCMAKE_CXX_FLAGS_DEBUG="-O1 --coverage" \
  -DCMAKE_UNITY_BUILD=ON -DCMAKE_UNITY_BUILD_BATCH_SIZE=20 >/dev/null
cmake --build build-coverage --parallel "$(processors)" --target eddy challenges common_test test_replication challenges_test test_run
find build-coverage -name '*.gcda' -delete
ctest --test-dir build-coverage --output-on-failure -R '^(common_test|test_replication|challenges_test|test_run)$'
nodes='echo|unique_ids|broadcast|g_counter|kafka_log|txn_rw_register'
gcovr --root . --filter "(common/glomers|$nodes)/" --exclude '.*/naive\.cpp' --exclude '.*/replicated\.cpp' --exclude-throw-branches \
  --gcov-ignore-parse-errors --html-details build-coverage/coverage.html --txt - build-coverage
