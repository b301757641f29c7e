#!/usr/bin/env bash
# Runs every part of the challenges (scripts/parts.txt) with the built nodes and
# holds the results against the part's limits.
set -euo pipefail
started_in=$PWD
cd "$(dirname "$0")/.."
root=$PWD
source scripts/lib.sh
source scripts/staged_build.sh
source scripts/verdict.sh

usage() {
  cat <<'END'
Usage: scripts/run_all.sh [OPTIONS]

Builds the bench and the nodes, runs all parts of the challenges and ends with a table of the results. Parts
without a limit run side by side, as many as the machine bears: one more begins while a sleeping
process wakes in time. The others run alone, when all is built.

  --quick           short times
  --only 3d,5c      these parts alone (6b means 6b-partition as well)
  --simulate        in virtual time, the nodes inside the bench, one part after the other
  --maelstrom PATH  under the real Maelstrom, one part after the other: its folder or its script (or: MAELSTROM=PATH)
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

choose_parts scripts/parts.txt "$only"
if [[ $quick == yes ]]; then
  for i in "${!parts[@]}"; do parts[i]=$(shortened "${parts[i]}"); done
fi

# In virtual time parts compute, and Maelstrom's JVM starts for seconds: one after the other.
side_by_side=yes
[[ $simulate == no && -z $maelstrom ]] || side_by_side=no

# What a part takes: its load, the seconds in which all heals before the final operations, and a second to
# start and to judge.
seconds_of() { # part
  parse_part "$1"
  [[ $simulate == no ]] || { echo 1 && return; }
  [[ $options =~ --time-limit\ ([0-9]+) ]]
  local seconds=$((BASH_REMATCH[1] + 1))
  [[ ! $workload =~ ^(broadcast|g-counter|kafka)$ ]] || seconds=$((seconds + 10))
  echo "$seconds"
}

# Of each part: waiting, running or done; what it takes; whether it has the machine to itself.
state=() seconds=() alone=() pids=() began_s=() rows=() failed=''
for i in "${!parts[@]}"; do
  state[i]=waiting seconds[i]=$(seconds_of "${parts[i]}")
  parse_part "${parts[i]}"
  if [[ $side_by_side == no || -n $limits ]]; then alone[i]=yes; else alone[i]=no; fi
done

# The names of the parts in a state.
in_state() {
  local i
  for i in "${!parts[@]}"; do
    [[ ${state[i]} != "$1" ]] || echo "${parts[i]%%[ |]*}"
  done
}

# Parts side by side take as long as the longest. A part that has ended late says that others will.
surplus_s=0
seconds_left() {
  local i left beside=0 alone_s=0 done_count
  done_count=$(in_state 'done' | wc -l)
  for i in "${!parts[@]}"; do
    [[ ${state[i]} != 'done' ]] || continue
    left=$((seconds[i] + surplus_s / (done_count + 1)))
    [[ ${state[i]} != running ]] || left=$((left + began_s[i] - SECONDS))
    ((left > 0)) || left=0
    if [[ ${alone[i]} == yes ]]; then alone_s=$((alone_s + left)); elif ((left > beside)); then beside=$left; fi
  done
  echo $((beside + alone_s))
}

# How late a process wakes that sleeps for 50 ms: the worst of five, in milliseconds.
lateness_ms() {
  local TIMEFORMAT=%3R took worst=0 i
  for ((i = 0; i < 5; i++)); do
    took=$({ time sleep 0.05; } 2>&1)
    took=$((10#${took/./} - 50))
    ((took <= worst)) || worst=$took
  done
  echo "$worst"
}

# Clients give up after five seconds, so this is early enough to add no more load.
max_lateness_ms=50

# One part runs in any case, another beside it only if the machine bears that. Sets next to the part to be started now, to nothing if none is.
choose_next() {
  local i wanted
  next=''
  for wanted in no yes; do
    for i in "${!parts[@]}"; do
      [[ ${state[i]} == waiting && ${alone[i]} == "$wanted" ]] || continue
      parse_part "${parts[i]}"
      if [[ $wanted == yes ]]; then
        [[ -z $(in_state running) ]] && all_is_built || return 0
      else
        is_built "$node" || return 0
        [[ -z $(in_state running) ]] || (($(lateness_ms) <= max_lateness_ms)) || return 0
      fi
      next=$i
      return
    done
  done
}

start_part() { # index
  parse_part "${parts[$1]}"
  local words program=(--bin "$root/build/$node/$node")
  [[ $simulate == no ]] || program=(--simulate)
  read -ra words <<<"$options"
  clear_progress
  echo "== $name begins, $SECONDS s gone, about $(seconds_left) s to go: $workload $options"
  mkdir -p "$runs/$name"
  start_apart run_bench "$runs/$name" -w "$workload" "${program[@]}" "${words[@]}"
  pids[$1]=$! began_s[$1]=$SECONDS state[$1]=running
}
run_bench() { # folder, options
  cd "$1"
  exec "${bench[@]}" "${@:2}" >report.txt 2>progress.txt
}

end_part() { # index
  parse_part "${parts[$1]}"
  local status=0 folder=$runs/$name
  wait "${pids[$1]}" || status=$?
  state[$1]='done' surplus_s=$((surplus_s + SECONDS - began_s[$1] - seconds[$1]))
  judge_part "$status" "$folder/$results"
  rows[$1]=$row
  clear_progress
  echo "$row"
  [[ $verdict == valid ]] || { failed+=" $name" && tail -n 12 "$folder/report.txt" "$folder/progress.txt"; }
}

state_of_all() {
  local building='' running
  all_is_built || building="; building $(build_state)"
  running=$(in_state running | paste -sd' ' -)
  echo "$SECONDS s gone, about $(seconds_left) s of parts to go$building${running:+; running: $running}"
}

runs=$root/store/run_all/$(date +%Y%m%dT%H%M%S)
mkdir -p "$runs"
trap stop_apart EXIT
trap 'exit 130' INT
trap 'exit 143' TERM
configure_release
progress_due_s=$((SECONDS + 2))
until all_is_built && [[ -z $(in_state waiting)$(in_state running) ]]; do
  look_at_build
  for i in "${!parts[@]}"; do
    if [[ ${state[i]} == running ]] && ! kill -0 "${pids[i]}" 2>/dev/null; then end_part "$i"; fi
  done
  choose_next
  [[ -z $next ]] || start_part "$next"
  show_progress "$(state_of_all)"
  sleep 0.2
done
clear_progress

{ table_head && printf '%s\n' "${rows[@]}"; } >"$runs/table.txt"
echo
cat "$runs/table.txt"
echo
[[ -n $maelstrom ]] || build/eddy report --index "$runs" >/dev/null
echo "Results and logs: ${runs#"$root/"}$([[ -n $maelstrom ]] || echo "; open ${runs#"$root/"}/index.html")"
[[ -z $failed ]] || { echo "Fell short:$failed" && exit 1; }
echo "All ${#parts[@]} parts pass: $SECONDS s."
