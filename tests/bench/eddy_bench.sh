#!/usr/bin/env bash
# How many operations a second eddy drives: over processes, and in virtual time.
set -euo pipefail
cd "$(dirname "$0")/../.."

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
  read -r count cpu_s _ < <(measure -w "$workload" --simulate --node-count 5 --rate 200 --time-limit 20 --consistency-models causal)
  printf '%-44s %12.0f\n' "$workload, 5 nodes, a second of CPU" "$(awk "BEGIN { print $count / $cpu_s }")"
done
