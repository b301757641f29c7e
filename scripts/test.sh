#!/usr/bin/env bash
# Builds everything with warnings as errors and with sanitizers, and runs all tests.
set -euo pipefail
cd "$(dirname "$0")/.."

scripts/setup.sh
cmake --preset check -G Ninja
cmake --build --preset check
ctest --preset check
