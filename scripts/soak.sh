#!/usr/bin/env bash
# Random tests in virtual time: workloads, sizes, latencies and faults are drawn
# anew for each round, until the time is over or Ctrl-C.
set -euo pipefail
cd "$(dirname "$0")/.."
source scripts/lib.sh

usage() {
  cat <<'END'
Usage: scripts/soak.sh HOURS [WORKLOAD...]

Runs rounds of 50 seeds, shows each, and leaves a report in store/soak/. HOURS may be a
fraction. WORKLOADs: echo unique-ids broadcast g-counter kafka txn-rw-register (default: all).

Exit status: 0 if no test failed, 1 if one did, 254 for bad arguments.
END
}

[[ ${1:-} != --help && ${1:-} != -h ]] || { usage && exit; }
[[ ${1:-} =~ ^[0-9]+(\.[0-9]+)?$ ]] || { usage >&2 && exit 254; }
seconds=$(awk -v hours="$1" 'BEGIN { print int(hours * 3600) }')
shift
all=(echo unique-ids broadcast g-counter kafka txn-rw-register)
workloads=("$@")
(($# > 0)) || workloads=("${all[@]}")
for workload in "${workloads[@]}"; do
  [[ " ${all[*]} " == *" $workload "* ]] ||
    bad_arguments "unknown workload $workload; there are: ${all[*]}"
done

build_release eddy challenges

seeds_a_round=50
folder=store/soak/$(date +%Y%m%dT%H%M%S)
mkdir -p "$folder"
report=$folder/report.txt

pick() { # one of the arguments
  local -a of=("$@")
  echo "${of[RANDOM % ${#of[@]}]}"
}

# The faults that the workload's guarantee covers: kill only where memory is not the only copy.
faults_of() {
  local chosen=() fault
  for fault in partition one-way loss duplicate reorder slow services pause skew kill; do
    if [[ $fault == kill && $1 =~ ^(broadcast|kafka|txn-rw-register)$ ]]; then continue; fi
    if ((RANDOM % 3 == 0)); then chosen+=("$fault"); fi
  done
  local IFS=,
  echo "${chosen[*]:-partition}"
}

# Sets `options`. Long enough that something ends well whatever the faults: Maelstrom
# calls a test invalid in which nothing does.
draw_round() {
  local faults load
  faults=$(faults_of "$1")
  load=(--concurrency "$(pick 1n 2n 4n)" --rate "$(pick 20 50 200)")
  # A client whose node is dead waits for 5 s: there has to be one that does not.
  if [[ $faults == *kill* ]]; then load=(--concurrency 100n --rate 20); fi
  options=(-w "$1" --simulate --strict --seeds "$seeds_a_round" --seed "$((RANDOM * 32768 + RANDOM))"
    --node-count "$(pick 1 2 3 3 4 5 5 7 9)" "${load[@]}" --time-limit 20
    --latency "$(pick 0 1 10 100)" --latency-dist "$(pick constant uniform exponential)"
    --delivery "$(pick hol ideal)" --nemesis "$faults"
    --nemesis-interval "$(pick 1 3 5)" --keep-going --store "$folder/store")
  if [[ $1 == txn-rw-register ]]; then
    options+=(--consistency-models causal)
  fi
}

# Of each workload, in the order of workloads.
seeds=() failures=()
write_report() {
  local i
  {
    echo "$SECONDS s, $rounds rounds"
    for i in "${!workloads[@]}"; do
      echo "${workloads[i]}: ${seeds[i]:-0} seeds, ${failures[i]:-0} rounds failed"
    done
  } >"$folder/summary.txt"
}

SECONDS=0 rounds=0 failed=0
trap 'write_report; cat "$folder/summary.txt"; exit $((failed > 0))' INT TERM
write_report
while ((SECONDS < seconds)); do
  at=$((rounds % ${#workloads[@]}))
  draw_round "${workloads[at]}"
  echo "[$SECONDS of $seconds s] eddy test ${options[*]}"
  if ! build/eddy test "${options[@]}" >"$folder/round.txt" 2>&1; then
    failed=$((failed + 1)) failures[at]=$((${failures[at]:-0} + 1))
    { echo "== eddy test ${options[*]}" && cat "$folder/round.txt"; } | tee -a "$report"
  fi
  seeds[at]=$((${seeds[at]:-0} + seeds_a_round)) rounds=$((rounds + 1))
  write_report
done
cat "$folder/summary.txt"
echo "Report: $folder"
((failed == 0)) || { echo "What failed: $report" && exit 1; }
