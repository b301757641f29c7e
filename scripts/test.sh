#!/usr/bin/env bash
# Builds everything with warnings as errors and with sanitizers, and runs all tests but the
# slow ones, which build other projects or hunt mutants: .ci/run has these.
set -euo pipefail
cd "$(dirname "$0")/.."

if (($# > 0)); then
  sed -n '2,3s/^# //p' scripts/test.sh
  [[ $1 == --help || $1 == -h ]] || { echo "test: takes no arguments" >&2 && exit 254; }
  exit
fi

scripts/setup.sh
cmake --preset check
cmake --build --preset check
ctest --preset check
