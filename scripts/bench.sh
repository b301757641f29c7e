#!/usr/bin/env bash
# Measures: messages of the record parts against their limits (scripts/records.txt), the cost
# of the nodes' loop, the cost of the bench itself, and that of building it all.
set -euo pipefail
cd "$(dirname "$0")/.."
source scripts/lib.sh

usage() {
  cat <<'END'
Usage: scripts/bench.sh messages [--simulate] [--runs N] [--only 3d,5c]
       scripts/bench.sh node
       scripts/bench.sh bench
       scripts/bench.sh build [--tree DIR]

messages runs each record part N times (default 5), with real processes and in virtual time, and prints
the lowest and the highest of each figure that has a limit, beside the limit and the best
published messages per operation. Real processes take about half a minute a run.

  --simulate        in virtual time alone: a few seconds in all
  --runs N          so many runs of each part; the seeds are 1 to N
  --only 3d,5c      these parts alone (3d means 3d-ideal as well)
  --help            this text

build measures what it costs to build everything from nothing, and after a change, and says which files cost most. It
counts seconds of CPU, and builds copies in a folder for temporary files. Everything is built twice: that takes many minutes.

  --tree DIR        the same of another checkout, step by step in turn, and the ratio

node measures what the message loop and the nodes cost, as ratios to a bare loop of nlohmann/json and to cat, which run
beside them: some minutes. bench measures how many operations a second eddy drives. Both want a machine with
nothing else to do.

Exit status: 0 if every run is valid and within its limits, 1 if not, 254 for bad arguments.
END
}

[[ ${1:-} != --help && ${1:-} != -h ]] || { usage && exit; }
case ${1:-} in
  messages) ;;
  node)
    (($# == 1)) || bad_arguments "node takes no options"
    build_release node_bench
    exec build/tests/bench/node_bench
    ;;
  bench)
    (($# == 1)) || bad_arguments "bench takes no options"
    build_release eddy challenges
    exec tests/bench/eddy_bench.sh
    ;;
  build)
    scripts/setup.sh
    (($# != 1)) || exec tests/bench/build_bench.sh
    [[ $# == 3 && $2 == --tree ]] || bad_arguments "build takes only --tree DIR"
    [[ -e $3/CMakePresets.json ]] || bad_arguments "no checkout of this project: $3"
    exec tests/bench/build_bench.sh "$3"
    ;;
  *) bad_arguments "what to measure: messages, node, bench or build" ;;
esac
shift
hosts=(real virtual) runs=5 only=''
while (($# > 0)); do
  case $1 in
    --simulate) hosts=(virtual) ;;
    --runs | --only)
      (($# > 1)) || bad_arguments "$1 needs a value"
      if [[ $1 == --runs ]]; then runs=$2; else only=$2; fi
      shift
      ;;
    --help | -h) usage && exit ;;
    *) bad_arguments "unknown option $1" ;;
  esac
  shift
done
[[ $runs =~ ^[1-9][0-9]*$ ]] || bad_arguments "--runs takes a positive number"

# Where results.json has a figure.
path_of() {
  case $1 in
    msgs/op) echo net/servers/msgs-per-op ;;
    median-ms) echo workload/stable-latencies/0.5 ;;
    max-ms) echo workload/stable-latencies/1 ;;
    lag-s) echo workload/worst-realtime-lag/lag ;;
    add-median-ms) echo latencies/add/p50 ;;
    send-p99-ms) echo latencies/send/p99 ;;
    poll-p99-ms) echo latencies/poll/p99 ;;
    *) echo "bench: no figure $1" >&2 && exit 1 ;;
  esac
}

# A figure of a results.json. What a send waits for at a node is its latency less three
# network round trips, and a poll is one.
figure_of() { # figure, results.json
  if [[ $1 == send-wait-p99-ms ]]; then
    awk "BEGIN { print $(figure_of send-p99-ms "$2") - 3 * $(figure_of poll-p99-ms "$2") }"
  else
    build/eddy query "$2" "$(path_of "$1")" || true  # null is a value that falls short
  fi
}

# Runs the part once; prints a line a figure: its name, the value, the limit. The
# first figure tells whether the run is valid.
run_once() {
  local host=$1 run=$2 words program=(--simulate) limit
  local log=$folder/$name-$host-$run
  if [[ $host == real ]]; then program=(--bin "build/$node/$node"); fi
  read -ra words <<<"$options"
  build/eddy test -w "$workload" "${program[@]}" --seed "$run" --store "$log" "${words[@]}" \
    >"$log.txt" 2>&1 || { echo "invalid-runs 1 1" && return; }
  echo "invalid-runs 0 1"
  for limit in $limits; do
    echo "${limit%<*} $(figure_of "${limit%<*}" "$log/latest/results.json") ${limit#*<}"
  done
}

row_format='%-10s %-16s %9s %8s'

# The part's rows of the table, from the figures of all its runs; status 1 if one
# fell short.
print_rows() {
  awk -v name="$name" -v published="$published" -v hosts="${hosts[*]}" -v row_format="$row_format" '
    {
      host = FILENAME; sub(/.*-/, "", host)
      at = host SUBSEP $1
      if (!($1 in limit)) order[++count] = $1
      limit[$1] = $3
      if (!(at in low) || $2 + 0 < low[at] + 0) low[at] = $2
      if (!(at in high) || $2 + 0 > high[at] + 0) high[at] = $2
      if (!($2 ~ /^[0-9]/ && $2 + 0 < $3 + 0)) missed = short[$1] = 1
    }
    END {
      columns = split(hosts, column, " ")
      for (i = 1; i <= count; i++) {
        figure = order[i]
        printf row_format, name, figure, figure == "msgs/op" ? published : "-", "<" limit[figure]
        for (c = 1; c <= columns; c++) {
          at = column[c] SUBSEP figure
          printf " %18s", (at in low) ? sprintf("%.4g to %.4g", low[at], high[at]) : "-"
        }
        print (figure in short) ? "  MISSED" : ""
      }
      exit missed
    }' "${hosts[@]/#/$folder/$name-}"
}

choose_parts scripts/records.txt "$only"
# shellcheck disable=SC2046  # names of targets
build_release eddy $(nodes_of_parts)

folder=store/bench/$(date +%Y%m%dT%H%M%S)
mkdir -p "$folder"
failed=()
# shellcheck disable=SC2059
{
  printf "$row_format" part figure published limit
  printf ' %18s' "${hosts[@]}"
  echo
} | tee "$folder/table.txt"
for part in "${parts[@]}"; do
  parse_part "$part"
  for host in "${hosts[@]}"; do
    for ((run = 1; run <= runs; run++)); do
      [[ $host == virtual || $options != *--lateness* ]] || continue
      echo "== $name, $host, run $run of $runs, $SECONDS s gone" >&2
      run_once "$host" "$run" >"$folder/$name-$host-$run.figures" &
      # In real time each has the machine to itself.
      [[ $host == virtual ]] || wait
    done
    wait
    cat "$folder/$name-$host-"*.figures >"$folder/$name-$host" 2>/dev/null || true
  done
  print_rows > >(tee -a "$folder/table.txt") || failed+=("$name")
done
((${#failed[@]} == 0)) || { echo "Fell short: ${failed[*]} (table and logs: $folder)" && exit 1; }
echo "Every run of ${#parts[@]} parts is valid and within its limits (table and logs: $folder)."
