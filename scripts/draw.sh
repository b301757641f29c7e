#!/usr/bin/env bash
# Draws the pictures of the READMEs anew, from runs in virtual time: a flow.svg for each challenge.
set -euo pipefail
cd "$(dirname "$0")/.."
eddy=$PWD/build/eddy
[[ -x $eddy ]] || { echo "draw: no build/eddy: cmake --preset release && cmake --build --preset release" >&2 && exit 1; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

draw() { # picture, begin and end in seconds, options of the test
  "$eddy" test --simulate --seed 1 --store "$work" "${@:4}" >"$work/out.txt" 2>&1 || { cat "$work/out.txt" && exit 1; }
  "$eddy" report --svg "$1" --from "$2" --to "$3" "$work/latest"
}

draw echo/flow.svg 0 1 -w echo --node-count 1 --rate 5 --time-limit 2
draw unique_ids/flow.svg 0 1 -w unique-ids --node-count 3 --rate 8 --time-limit 2
draw broadcast/flow.svg 0.2 1.4 -w broadcast --node-count 4 --rate 3 --time-limit 3 --latency 50
draw broadcast/partition.svg 4 9 -w broadcast --node-count 3 --rate 2 --time-limit 12 --latency 50 --nemesis partition --nemesis-interval 3
draw g_counter/flow.svg 0 1.2 -w g-counter --node-count 2 --rate 4 --time-limit 3 --latency 50
draw kafka_log/flow.svg 0.3 0.9 -w kafka --node-count 2 --rate 15 --time-limit 3 --latency 20
draw txn_rw_register/flow.svg 0 0.6 -w txn-rw-register --node-count 2 --rate 12 --time-limit 3 --latency 20
