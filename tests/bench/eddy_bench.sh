#!/usr/bin/env bash
# How many operations a second eddy drives: over processes, and in virtual time. Another checkout
# that is built may be named, to be measured in the same way.
set -euo pipefail
cd "${1:-$(dirname "$0")/../..}"
readonly runs=5

store=$(mktemp -d)
trap 'rm -rf "$store"' EXIT

# The operations of a run, and the seconds of CPU and of real time that it took.
measure() { # options
  local TIMEFORMAT='%U %R'
  { time build/eddy test --store "$store" --seed 1 "$@" >/dev/null 2>&1; } 2>"$store/time"
  echo "$(build/eddy query "$store/latest/results.json" stats/count) $(cat "$store/time")"
}

printf '%-44s %12s\n' 'load' 'operations/s'
read -r count _ _ < <(measure -w echo --bin build/echo/echo --node-count 5 --concurrency 20n --rate 1000000 --time-limit 5)
printf '%-44s %12.0f\n' 'echo, 5 processes, real time' "$((count / 5))"
for workload in echo unique-ids broadcast g-counter kafka txn-rw-register; do
  # The same test again and again: what disturbs a run only makes it slower, so the fastest counts.
  for ((run = 0; run < runs; ++run)); do
    measure -w "$workload" --simulate --node-count 5 --rate 200 --time-limit 20 --consistency-models causal
  done | awk -v name="$workload, 5 nodes, a second of CPU" '
    $1 / $2 > best { best = $1 / $2 }
    END { printf "%-44s %12.0f\n", name, best }'
done
