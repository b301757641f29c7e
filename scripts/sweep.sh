#!/usr/bin/env bash
# Runs a range of seeds on many machines (GNU parallel), gathers the seeds that
# fail, and shrinks the first.
set -euo pipefail
export LC_ALL=C
cd "$(dirname "$0")/.."

usage() {
  cat <<'END'
Usage: scripts/sweep.sh [--seeds N] [--seed FIRST] [--chunk N] [--sshlogin HOSTS] -- OPTIONS

Runs `build/eddy test --simulate OPTIONS` with N seeds, cut into chunks that go to the machines one
after the other; each machine runs a chunk on all its cores.

  --seeds N          how many (default 10000)
  --seed FIRST       the first (default 1)
  --chunk N          seeds in a chunk (default 500)
  --sshlogin HOSTS   machines, comma-separated, as GNU parallel takes them; `:` is this one (default).
                     Each needs this folder at the same path, built by the same compiler (a shared file system).

Results are in store/sweep/. Exit status: 0 if all seeds passed, 1 if one failed, 254 for bad arguments,
255 if a machine did not do its work.
END
}

bad_arguments() {
  echo "sweep: $1 (--help tells more)" >&2
  exit 254
}

seeds=10000 first=1 chunk=500 hosts=:
while (($# > 0)); do
  case $1 in
    --help | -h) usage && exit ;;
    --) shift && break ;;
    --seeds | --seed | --chunk | --sshlogin)
      (($# > 1)) || bad_arguments "$1 needs a value"
      [[ $1 == --sshlogin || $2 =~ ^[0-9]+$ ]] || bad_arguments "$1 takes a number, not '$2'"
      case $1 in
        --seeds) seeds=$2 ;;
        --seed) first=$2 ;;
        --chunk) chunk=$2 ;;
        --sshlogin) hosts=$2 ;;
      esac
      shift
      ;;
    *) bad_arguments "unknown option $1 (eddy's own follow --)" ;;
  esac
  shift
done
(($# > 0)) || bad_arguments "after --: the options of eddy, such as -w broadcast"
((seeds > 0 && chunk > 0)) || bad_arguments "--seeds and --chunk must be positive"
command -v parallel >/dev/null || bad_arguments "GNU parallel is missing: sudo apt-get install parallel, or brew install parallel"
[[ -x ${EDDY:=build/eddy} ]] || bad_arguments "no $EDDY: build it first (README.md)"

folder=$PWD/store/sweep/$(date +%Y%m%dT%H%M%S)-$$
mkdir -p "$folder"

# The chunks: first seed and how many.
chunks() {
  local at=$first left=$seeds n
  while ((left > 0)); do
    n=$((left < chunk ? left : chunk))
    echo "$at $n"
    at=$((at + n)) left=$((left - n))
  done
}

progress=()
if [[ -t 2 ]]; then progress=(--eta); fi
# Else parallel asks for SHELL there, and where that is not set it runs nothing, with status 0.
export PARALLEL_SHELL=bash
# A chunk's status is 1 where seeds failed, anything above where it could not run.
status=0
chunks | parallel --colsep ' ' --jobs 1 --sshlogin "$hosts" --workdir "$PWD" \
  --joblog "$folder/jobs.txt" --results "$folder/chunks" ${progress[@]+"${progress[@]}"} --quote \
  "$EDDY" test --simulate --seed '{1}' --seeds '{2}' --keep-going --store "$folder/runs" "$@" \
  >/dev/null || status=$?
{
  grep -rhE --include=stdout '^failed: seed ' "$folder/chunks" | sed 's/failed: seed //' || true
  # A chunk of one seed is no sweep of eddy's, which would name it.
  awk '$7 == 1' "$folder/jobs.txt" | sed -nE "s/.* --seed '?([0-9]+)'? --seeds '?1'? .*/\1/p"
} | sort -n >"$folder/failed.txt"
done_chunks=$(awk 'NR > 1 && $7 <= 1' "$folder/jobs.txt" | wc -l)
# A chunk that was run has said so.
told_chunks=$(find "$folder/chunks" -name stdout -size +0 | wc -l)
((told_chunks >= done_chunks)) || done_chunks=$told_chunks
if ((done_chunks < $(chunks | wc -l))); then
  awk 'NR > 1 && $7 > 1 { print "status " $7 " on " $2 ": " substr($0, index($0, $9)) }' "$folder/jobs.txt" >&2
  grep -rh --include=stderr . "$folder/chunks" | tail -n 5 >&2 || true
  echo "sweep: only $((done_chunks)) of $(($(chunks | wc -l))) chunks were run ($folder/jobs.txt)" >&2
  exit 255
fi
echo "$seeds seeds on $(awk 'NR > 1 { print $2 }' "$folder/jobs.txt" | sort -u | grep -c .) machines:" \
  "$(($(wc -l <"$folder/failed.txt"))) failed ($folder)"
[[ -s $folder/failed.txt ]] || exit 0
echo "failed: $(head -n 20 "$folder/failed.txt" | paste -sd ' ' -)"
"$EDDY" test --simulate --seed "$(head -n 1 "$folder/failed.txt")" --store "$folder/smallest" "$@" || exit 1
