#!/usr/bin/env bash
# Runs every part of the challenges (scripts/parts.txt) with the built nodes and
# holds the results against the part's limits.
set -euo pipefail
started_in=$PWD
cd "$(dirname "$0")/.."
root=$PWD
source scripts/lib.sh

usage() {
  cat <<'END'
Usage: scripts/run_all.sh [OPTIONS]

Builds the nodes, runs all parts of the challenges and ends with a table of the results.

  --quick           short times: a few minutes in all
  --only 3d,5c      these parts alone (6b means 6b-partition as well)
  --simulate        in virtual time, the nodes inside the bench
  --maelstrom PATH  under the real Maelstrom: its folder or its script (or: MAELSTROM=PATH)
  --help            this text

Exit status: 0 if every part is valid and within its limits, 1 if not, 254 for bad arguments.
END
}

quick=no only='' simulate=no maelstrom=${MAELSTROM:-}
while (($# > 0)); do
  case $1 in
    --quick) quick=yes ;;
    --simulate) simulate=yes maelstrom='' ;;
    --only | --maelstrom)
      (($# > 1)) || bad_arguments "$1 needs a value"
      if [[ $1 == --only ]]; then only=$2; else maelstrom=$2; fi
      shift
      ;;
    --help | -h) usage && exit ;;
    *) bad_arguments "unknown option $1" ;;
  esac
  shift
done

# The bench is called in a part's own folder, where it writes its store.
bench=("$root/build/eddy" test)
results=store/latest/results.json
if [[ -n $maelstrom ]]; then
  [[ $simulate == no ]] || bad_arguments "--maelstrom runs in real time: not with --simulate"
  [[ $maelstrom == */* ]] || maelstrom=$(command -v "$maelstrom" || echo "./$maelstrom")
  [[ $maelstrom == /* ]] || maelstrom=$started_in/$maelstrom
  [[ ! -d $maelstrom ]] || maelstrom+=/maelstrom
  [[ -x $maelstrom ]] || bad_arguments "no program $maelstrom"
  while [[ -L $maelstrom ]]; do maelstrom=$(link_target "$maelstrom"); done  # its script looks beside itself
  bench=("$maelstrom" test)
  results=store/latest/results.edn
fi

# --quick shortens a part's load, and the pauses between its partitions with it.
shortened() {
  sed -E 's/(--time-limit) [0-9]+/\1 5/; s/--nemesis partition/& --nemesis-interval 1/' <<<"$1"
}

# What a part will take: its load, and healing, final reads and judgement.
seconds_of() {
  parse_part "$1"
  [[ $simulate == no ]] || { echo 0 && return; }
  [[ $options =~ --time-limit\ ([0-9]+) ]]
  echo $((BASH_REMATCH[1] + 12))
}

run_bench() {
  local folder=$1 words program=(--bin "$root/build/$node/$node")
  read -ra words <<<"$options"
  if [[ $simulate == yes ]]; then program=(--simulate); fi
  cd "$folder"
  "${bench[@]}" -w "$workload" "${program[@]}" "${words[@]}" >report.txt 2> >(tee progress.txt >&2)
}

# The limits among those of the part that the figures do not keep.
limits_missed() {
  local limit value
  for limit in $limits; do
    case ${limit%<*} in
      msgs/op) value=$messages ;;
      median) value=$median ;;
      max) value=$max ;;
    esac
    awk -v value="$value" -v limit="${limit#*<}" \
      'BEGIN { exit !(value ~ /^[0-9]/ && value + 0 < limit + 0) }' || echo "$limit"
  done
}

rounded() { # value, digits behind the point; - for no value
  if [[ $1 == null ]]; then echo -; else printf "%.$2f" "$1"; fi
}

delay() {
  if [[ $median != null ]]; then
    echo "$(rounded "$median" 0) / $(rounded "$max" 0) ms"
  elif [[ $lag != null ]]; then
    echo "lag $(rounded "$lag" 2) s"
  else
    echo -
  fi
}

row_format='%-13s %-10s %9s  %-14s %-11s %s\n'

# Runs a part and adds its row to the table.
run_part() {
  local folder=$1 status=0 valid verdict missed
  mkdir -p "$folder"
  (run_bench "$folder") || status=$?
  {
    read -r valid && read -r messages && read -r median && read -r max && read -r lag && read -r ok
  } < <(build/eddy query "$folder/$results" valid net/servers/msgs-per-op \
    workload/stable-latencies/0.5 workload/stable-latencies/1 \
    workload/worst-realtime-lag/lag availability/ok-fraction 2>/dev/null) ||
    { valid=none messages=null median=null max=null lag=null ok=null; }
  missed=$(limits_missed)
  if ((status != 0)) || [[ $valid != true ]]; then
    verdict=INVALID
  elif [[ -n $missed ]]; then
    verdict='TOO MUCH'
  else
    verdict=valid
  fi
  # shellcheck disable=SC2059
  printf "$row_format" "$name" "$verdict" "$(rounded "$messages" 3)" "$(delay)" "$(rounded "$ok" 5)" \
    "${limits:-valid}" | tee -a "$runs/table.txt"
  [[ $verdict == valid ]] || { failed+=("$name") && tail -n 12 "$folder/report.txt"; }
}

choose_parts scripts/parts.txt "$only"
if [[ $quick == yes ]]; then
  for i in "${!parts[@]}"; do parts[i]=$(shortened "${parts[i]}"); done
fi
# shellcheck disable=SC2046  # names of targets
build_release eddy $(nodes_of_parts)

runs=$root/store/run_all/$(date +%Y%m%dT%H%M%S)
mkdir -p "$runs"
# shellcheck disable=SC2059
printf "$row_format" part verdict msgs/op 'median / max' ok-fraction 'to pass' >"$runs/table.txt"

total=0 failed=()
SECONDS=0
for part in "${parts[@]}"; do total=$((total + $(seconds_of "$part"))); done
estimate=''
((total == 0)) || estimate=", all parts take about $total s"
for i in "${!parts[@]}"; do
  parse_part "${parts[$i]}"
  echo "== $name, part $((i + 1)) of ${#parts[@]}, $SECONDS s gone$estimate: $workload $options"
  run_part "$runs/$name"
done

echo
cat "$runs/table.txt"
echo
[[ -n $maelstrom ]] || build/eddy report --index "$runs" >/dev/null
echo "Results and logs: ${runs#"$root/"}$([[ -n $maelstrom ]] || echo "; open ${runs#"$root/"}/index.html")"
if ((${#failed[@]} > 0)); then
  echo "Fell short: ${failed[*]}"
  exit 1
fi
echo "All ${#parts[@]} parts pass."
