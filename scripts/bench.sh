#!/usr/bin/env bash
# Runs the record parts (scripts/records.txt) several times each and holds every
# run against the part's limits.
set -euo pipefail
cd "$(dirname "$0")/.."
root=$PWD

usage() {
  cat <<'END'
Usage: scripts/bench.sh [--simulate] [--runs N] [--only 3d,5c]

Runs each record part N times (default 5), with real processes or in virtual time, and prints
the lowest and the highest of each figure that has a limit.

Exit status: 0 if every run is valid and within its limits, 1 if not, 254 for bad arguments.
END
}

host='' runs=5 only=''
while (($# > 0)); do
  case $1 in
    --simulate) host=--simulate ;;
    --runs | --only)
      (($# > 1)) || { echo "bench: $1 needs a value" >&2 && exit 254; }
      if [[ $1 == --runs ]]; then runs=$2; else only=$2; fi
      shift
      ;;
    --help | -h) usage && exit ;;
    *) echo "bench: unknown option $1 (--help tells more)" >&2 && exit 254 ;;
  esac
  shift
done
[[ $runs =~ ^[1-9][0-9]*$ ]] || { echo "bench: --runs takes a positive number" >&2 && exit 254; }

scripts/setup.sh
cmake --preset release -G Ninja >/dev/null
cmake --build --preset release --target eddy broadcast g_counter kafka_log txn_rw_register >/dev/null

folder=$root/store/bench/$(date +%Y%m%dT%H%M%S)
mkdir -p "$folder"

# Runs one part once; prints a line for each limit: path, value, limit.
run_once() {
  local run=$1 words program=("$host")
  [[ -n $host ]] || program=(--bin "build/$node/$node")
  read -ra words <<<"$options"
  build/eddy test -w "$workload" "${program[@]}" --seed "$run" --store "$folder/$name-$run" \
    "${words[@]}" >"$folder/$name-$run.txt" 2>&1 || { echo "valid false true" && return; }
  for limit in $limits; do
    path=${limit%<*}
    echo "$path $(build/eddy query "$folder/$name-$run/latest/results.json" "$path") ${limit#*<}"
  done
}

known=' ' failed=()
while IFS='|' read -r name workload node options limits; do
  read -r name <<<"$name"
  read -r workload <<<"$workload"
  read -r node <<<"$node"
  known+="$name "
  [[ -z $only || ,$only, == *,"$name",* ]] || continue
  for ((run = 1; run <= runs; run++)); do
    echo "== $name, run $run of $runs, $SECONDS s gone" >&2
    run_once "$run"
  done >"$folder/$name.txt"
  echo "$name: $workload $options"
  # The lowest and highest of each figure; the exit status says whether all kept the limit.
  awk '
    !($1 in limit) { order[++count] = $1; low[$1] = high[$1] = $2 }
    { limit[$1] = $3; if ($2 + 0 < low[$1] + 0) low[$1] = $2; if ($2 + 0 > high[$1] + 0) high[$1] = $2 }
    !($2 ~ /^[0-9]/ && $2 + 0 < $3 + 0) { missed = 1 }
    END {
      for (i = 1; i <= count; i++) printf "  %-32s %g to %g, limit %s\n", order[i], low[order[i]], high[order[i]], limit[order[i]]
      exit missed
    }' "$folder/$name.txt" || failed+=("$name")
done < <(grep -v '^#' scripts/records.txt)

for wanted in ${only//,/ }; do
  [[ $known == *" $wanted "* ]] || { echo "bench: no part $wanted; there are:$known" >&2 && exit 254; }
done
((${#failed[@]} == 0)) || { echo "Beyond a limit or not valid: ${failed[*]} (logs: $folder)" && exit 1; }
echo "All within their limits."
