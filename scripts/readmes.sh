#!/usr/bin/env bash
# Runs the commands of the READMEs, as they stand there, and tells which do not do
# what the text says.
set -euo pipefail
cd "$(dirname "$0")/.."
source scripts/lib.sh

usage() {
  cat <<'END'
Usage: scripts/readmes.sh [--in FOLDER] [README...]

Runs every block of commands (```sh) of these files, or of all READMEs, in the built tree. A block after
the comment <!-- fails --> has to end with status 1, after <!-- status N --> with N, every other with 0. What the next ```text block shows
has to be in the output, line by line. Left out are commands that need
Maelstrom, that install or build (.ci/run does), and that take more than minutes.

  --in FOLDER  run them there, and not in a folder with links to all of this tree

Exit status: 0 if every block does what it should, 1 if not, 254 for bad arguments.
END
}

place=''
[[ ${1:-} != --in ]] || { place=${2:?} && shift 2; }
[[ ${1:-} != -* ]] || { [[ $1 == --help || $1 == -h ]] && usage && exit; bad_arguments "unknown option $1"; }
files=("$@")
if (($# == 0)); then
  while read -r file; do files+=("$file"); done < <(git ls-files '*README.md')
fi

# The blocks of a file: a line with the status that it is to end with, the commands, and behind a line ---
# the output that the next ```text shows; the character 1 ends each.
blocks_of() {
  awk '
    function end_block() { if (block != "") printf "%s\001", block; block = "" }
    /^<!-- fails -->$/ { status = 1; next }
    /^<!-- status [0-9]+ -->$/ { status = $3; next }
    /^```sh$/ { end_block(); block = status + 0 "\n"; copies = 1; status = 0; next }
    /^```text$/ { if (block != "") { block = block "---\n"; copies = 1 } next }
    /^```$/ && copies { copies = 0; if (block ~ /\n---\n/) end_block(); next }
    copies { block = block $0 "\n" }
    END { end_block() }
  ' "$1"
}

# The lines of the text that the output lacks; a line of dots stands for any.
lines_missing() { # text, output
  local line
  while read -r line; do
    [[ $line =~ ^\.*$ || $2 == *"$line"* ]] || echo "not printed: $line"
  done <<<"$1"
}

# The lines of a block that can be run here.
runnable() {
  sed -E '/^(maelstrom|sudo) /d; /^(cmake|ctest) /d; /^scripts\/(run_all|test|setup|soak)\.sh/d; /^scripts\/bench\.sh (messages|node|bench|build)( |$)/d; /^scripts\/fuzz\.sh/d'
}

# Runs the blocks of a file of this tree; the last line is how many there are and how many failed.
run_file() { # file
  local block expected commands shown status output missing failed=0 run=0
  while IFS= read -r -d $'\001' block; do
    expected=${block%%$'\n'*}
    commands=${block#*$'\n'}
    shown=''
    if [[ $commands == *$'\n---\n'* ]]; then shown=${commands#*$'\n---\n'} commands=${commands%%$'\n---\n'*}; fi
    commands=$(runnable <<<"$commands")
    [[ $commands == *[![:space:]]* ]] || continue
    status=0
    echo "== $1, $SECONDS s gone" && echo "$commands"
    output=$(bash -euc "$commands" 2>&1) || status=$?
    run=$((run + 1))
    missing=$(lines_missing "$shown" "$output")
    ((status == expected)) && [[ -z $missing ]] && continue
    failed=$((failed + 1))
    echo "$output" | tail -n 20
    echo "status $status, expected $expected"
    echo "$missing"
  done < <(blocks_of "$project/$1")
  echo "$run $failed"
}

# Each file has a folder of its own with links to all there is here, so that no two write
# into one store.
project=$PWD
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
run_apart() { # file
  local log=$work/${1//\//-}.log folder=$place
  if [[ -z $place ]]; then
    folder=${log%.log}
    mkdir "$folder"
    ln -s "$project"/* "$folder"
    rm -f "$folder/store"
  fi
  (cd "$folder" && run_file "$1") >"$log" 2>&1 || echo "0 1" >>"$log"
  sed '$d' "$log"
}

export SLURM_ARRAY_TASK_ID=0    # as in a job array's first job
at_once=$((2 * $(processors)))  # most of them wait for most of their time
for file in "${files[@]}"; do
  while (($(jobs -rp | wc -l) >= at_once)); do sleep 0.1; done
  run_apart "$file" &
done
wait
read -r run failed < <(tail -q -n 1 "$work"/*.log | awk '{ run += $1; failed += $2 } END { print run, failed }')
echo "$run blocks of commands run, $failed did not do what the README says"
((failed == 0))
