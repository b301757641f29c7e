#!/usr/bin/env bash
# build_bench.sh [DIR]: what it costs to build copies of this tree, in seconds of CPU; with DIR also of that
# one, step by step in turn, and the ratio.
set -euo pipefail
cd "$(dirname "$0")/../.."
source scripts/lib.sh

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export CCACHE_DISABLE=1 CPU_LOG=$work/none
launcher=$PWD/tests/bench/cpu_launcher.sh
trees=(here)
mkdir "$work/here"
copy_of() { (cd "$1" && git ls-files -z | tar -cf - --null -T -) | tar -xf - -C "$2"; }
copy_of . "$work/here"
if (($# > 0)); then
  trees+=(there)
  mkdir "$work/there"
  copy_of "$1" "$work/there"
fi

# Each step is a function that builds in the copy where it stands.
configure() { cmake --preset release -B "$1" -DCMAKE_CXX_COMPILER_LAUNCHER="$launcher" "${@:2}" >/dev/null; }
compile() { cmake --build "$1" --parallel "$(processors)" --target "${@:2}" >"$work/log" 2>&1 || { cat "$work/log" >&2 && exit 1; }; }
library_and_nodes() { compile build glomers_common glomers_replication glomers_testing challenges; }
eddy() { compile build eddy; }
rest() { compile build all; }
after_a_source() { touch broadcast/broadcast.cpp && compile build broadcast; }
after_a_header() { touch common/glomers/node.hpp && compile build challenges eddy; }
files_alone() { CPU_LOG=$PWD/files compile build-files all; }

# The seconds of CPU that a step takes.
cost_of() { # tree, step
  local TIMEFORMAT='%U %S' took
  took=$({ time (cd "$work/$1" && "$2" >/dev/null); } 2>&1) || { echo "$took" >&2 && exit 1; }
  awk '{ printf "%.1f", $1 + $2 }' <<<"$took"
}

costs='' row_format='%-58s'
print_row() { # text, costs
  local text=$1
  shift
  # shellcheck disable=SC2059
  printf "$row_format" "$text"
  printf '%9.1f' "$@"
  (($# == 1)) || awk "BEGIN { if ($2 > 0) printf \"%9.2f\", $1 / $2 }"
  echo
}

row() { # step, text
  local tree took=()
  for tree in "${trees[@]}"; do
    echo "bench: $2, $tree, $SECONDS s gone" >&2
    took+=("$(cost_of "$tree" "$1")")
  done
  print_row "$2" "${took[@]}"
  costs+="${took[*]}"$'\n'
}

for tree in "${trees[@]}"; do
  (cd "$work/$tree" && configure build &&
    configure build-files -DCMAKE_UNITY_BUILD=OFF -DCMAKE_DISABLE_PRECOMPILE_HEADERS=ON)
done
# shellcheck disable=SC2059
printf "$row_format" 'seconds of CPU'
printf '%9s' "${trees[@]}"
if (($# > 0)); then echo '    ratio'; else echo; fi
row library_and_nodes 'the library and the six nodes'
row eddy 'eddy, beside these'
row rest 'the rest: tests and other nodes'
# shellcheck disable=SC2046  # numbers
print_row 'all three: everything' $(awk '{ for (i = 1; i <= NF; i++) sum[i] += $i } END { for (i = 1; i in sum; i++) print sum[i] }' <<<"$costs")
row after_a_source 'broadcast.cpp has changed: to the linked node'
row after_a_header 'node.hpp has changed: library, nodes and eddy'
row files_alone 'each file by itself, without precompiled headers: all'
for tree in "${trees[@]}"; do
  echo "the slowest five files, $tree:"
  awk '{ printf "%9.1f  %s\n", $1 + $2, $3 }' "$work/$tree/files" | sort -rn | head -n 5
done
