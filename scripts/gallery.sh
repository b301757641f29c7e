#!/usr/bin/env bash
# Makes a folder of reports that any web host can show as it is: each naive node, each node of
# the challenges, and each fault.
set -euo pipefail
cd "$(dirname "$0")/.."
source scripts/lib.sh

usage() {
  cat <<'END'
Usage: scripts/gallery.sh [DIR]

Builds eddy and the nodes, runs them in virtual time with seed 1, and writes DIR/index.html with one
page for each run (default: store/gallery). A page is one file and asks for nothing from the network.

Exit status: 0 if all is there, 1 if a run gave no page or all together are more than 10 MB, 254 for
bad arguments.
END
}

[[ ${1:-} != --help && ${1:-} != -h ]] || { usage && exit; }
if (($# > 1)) || [[ ${1:-} == -* ]]; then bad_arguments "one folder is taken, and no option"; fi
gallery=${1:-store/gallery}

challenges=(echo unique-ids broadcast g-counter kafka txn-rw-register)
folders=(echo unique_ids broadcast g_counter kafka_log txn_rw_register)
build_release eddy challenges "${folders[@]/#/naive_}"

mkdir -p "$gallery"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# What each challenge asks, and the load under which its naive node fails.
load_of() { # workload
  case $1 in
    echo) echo --node-count 1 --time-limit 5 ;;
    unique-ids) echo --node-count 3 --time-limit 5 ;;
    broadcast) echo --node-count 5 --time-limit 10 --nemesis partition ;;
    g-counter) echo --node-count 3 --time-limit 5 --rate 20 ;;
    kafka) echo --node-count 2 --time-limit 5 --rate 100 --latency 50 ;;
    txn-rw-register)
      echo --node-count 2 --time-limit 5 --rate 50 --latency 20 --latency-dist exponential --consistency-models read-committed
      ;;
  esac
}

section() { echo "<h2>$1</h2><p>$2</p><ul>"; }

# One run as NAME.html, and its line of the index. A failing run is here to be seen. Of a run that
# fails, the smallest that fails alike stands beside it.
page() { # name, title, options of eddy test
  local name=$1 title=$2 status=0 smallest=''
  build/eddy test --seed 1 --store "$work/$name" "${@:3}" >"$work/out.txt" 2>&1 || status=$?
  if [[ ! -s $work/$name/latest/report.html ]]; then
    echo "gallery: no page of $name:" >&2
    cat "$work/out.txt" >&2
    exit 1
  fi
  cp "$work/$name/latest/report.html" "$gallery/$name.html"
  if [[ -s $work/$name/latest/smallest/report.html ]]; then
    cp "$work/$name/latest/smallest/report.html" "$gallery/$name-smallest.html"
    smallest=" (<a href=\"$name-smallest.html\">the smallest test that fails alike</a>)"
  fi
  local verdict='&#10003; valid'
  ((status == 0)) || verdict='&#10007; fails'
  echo "<li><a href=\"$name.html\">$title</a>: $verdict$smallest</li>"
  echo "gallery: $name" >&2
}

begin() {
  cat <<'END'
<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<link rel="icon" href="data:,">
<title>eddy: a gallery of runs</title>
<style>
body { font: 16px/1.5 system-ui, sans-serif; max-width: 46em; margin: 16px auto; padding: 0 16px; color-scheme: light dark; }
</style>
<h1>Runs of distributed systems, to be looked at</h1>
<p>Each page is one test: its verdict, all operations and messages, and the place of what is wrong.</p>
END
}

naive_nodes() {
  section "Naive nodes" "The first idea for each challenge, and how it fails."
  local i workload folder
  for i in "${!challenges[@]}"; do
    workload=${challenges[i]} folder=${folders[i]}
    local how=(--simulate)
    [[ $workload != echo ]] || how=()  # it is a real process that never flushes
    # shellcheck disable=SC2046
    page "naive-$workload" "$workload" -w "$workload" --bin "build/$folder/naive_$folder" "${how[@]}" $(load_of "$workload")
  done
  echo "</ul>"
}

own_nodes() {
  section "The nodes of the challenges" "The same load, and a node that stands it."
  local workload
  # shellcheck disable=SC2046
  for workload in "${challenges[@]}"; do page "$workload" "$workload" -w "$workload" --simulate $(load_of "$workload"); done
  echo "</ul>"
}

faults() {
  section "Faults" "What each does to a cluster: broadcast, or for the services the counter, which uses one."
  local fault workload
  for fault in partition one-way loss duplicate reorder slow pause skew kill services; do
    workload=broadcast
    [[ $fault != services && $fault != kill ]] || workload=g-counter
    page "fault-$fault" "$fault" -w "$workload" --simulate --node-count 5 --time-limit 10 --rate 10 --nemesis "$fault" --nemesis-interval 2
  done
  echo "</ul>"
}

{ begin && naive_nodes && own_nodes && faults && echo "</html>"; } >"$work/index.html"
cp "$work/index.html" "$gallery/index.html"
bytes=$(cat "$gallery"/*.html | wc -c)
echo "$gallery/index.html: $(find "$gallery" -name '*.html' | wc -l | tr -d ' ') files, $((bytes / 1000)) kB"
((bytes < 10000000)) || { echo "gallery: more than 10 MB" >&2 && exit 1; }
