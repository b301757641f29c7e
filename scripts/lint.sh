#!/usr/bin/env bash
# Looks over every source with clang-tidy, as .clang-tidy says.
set -euo pipefail
cd "$(dirname "$0")/.."
source scripts/lib.sh

usage() {
  cat <<'END'
Usage: scripts/lint.sh

Runs clang-tidy over all sources, in groups as the build compiles them. Needs clang-tidy;
installs it where it is missing.

Exit status: 0 if it has nothing to say, 1 if it has, 254 for bad arguments.
END
}

if (($# > 0)); then
  [[ $1 == --help || $1 == -h ]] || bad_arguments "takes no arguments"
  usage && exit
fi

scripts/setup.sh
command -v run-clang-tidy >/dev/null || install_packages clang clang-tidy
cmake -B build-lint -G Ninja -DCMAKE_CXX_COMPILER=clang++ -DCMAKE_EXPORT_COMPILE_COMMANDS=ON -DCMAKE_UNITY_BUILD=ON \
  -DCMAKE_UNITY_BUILD_BATCH_SIZE=20 >/dev/null
cmake --build build-lint --target common/include/glomers/version.hpp \
  tests/eddy/include/eddy/workload_version.hpp eddy_report_page >/dev/null  # sources that are made
# The mutants' sources are ours, with bugs.
run-clang-tidy -p build-lint -quiet -j "$(processors)" '^((?!/mutant_|/eddy_mutants).)*$' 2>/dev/null |
  awk '
    { gsub(/\033\[[0-9;]*m/, "") }
    /^clang-tidy/ { print "lint: group " ++count > "/dev/stderr"; next }
    / warning: | error: / { shown = !seen[$0]++; if (shown) ++found }
    shown && NF
    END { exit (found > 0) }'
echo "Nothing was found."
