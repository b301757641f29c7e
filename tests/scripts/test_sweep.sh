#!/usr/bin/env bash
# test_sweep.sh EDDY NODE FOLDER: scripts/sweep.sh on two "machines" that are this one.
set -euo pipefail
export EDDY=$1
node=$2 folder=$3
# A hosted machine need not have it.
unset SHELL
command -v parallel >/dev/null || { echo "GNU parallel is not installed" && exit 77; }
cd "$(dirname "$0")/../.."
rm -rf "$folder" && mkdir -p "$folder"

# Runs the command here, and remembers for whom.
cat >"$folder/ssh" <<'END'
#!/usr/bin/env bash
echo "$1" >>"$(dirname "$0")/machines"
shift
if [[ $1 == -- ]]; then shift; fi
exec bash -c "$*"
END
chmod +x "$folder/ssh"
export PARALLEL_SSH=$folder/ssh PARALLEL_HOME=$folder

sweep() { # status, options
  local expected=$1 status=0
  shift
  scripts/sweep.sh "$@" >"$folder/output" 2>&1 || status=$?
  cat "$folder/output"
  ((status == expected)) || { echo "status $status instead of $expected" && exit 1; }
}
says() {
  grep -q -- "$1" "$folder/output" || { echo "it does not say '$1'" && exit 1; }
}
eddy_options=(-w echo --bin "$node" --node-count 1 --time-limit 2 --rate 20)
hosts=(--sshlogin 1/one,1/two)

sweep 0 --seeds 9 --chunk 2 "${hosts[@]}" -- "${eddy_options[@]}"
says '9 seeds on 2 machines: 0 failed'
for machine in one two; do grep -qx "$machine" "$folder/machines"; done

sweep 1 --seeds 5 --seed 7 --chunk 2 "${hosts[@]}" -- "${eddy_options[@]}" -- --bug wrong-echo
says '5 seeds on 2 machines: 5 failed'
says 'failed: 7 8 9 10 11'
says 'smallest test found'

sweep 255 --seeds 4 --chunk 2 "${hosts[@]}" -- "${eddy_options[@]}" -- --bug no-such-bug
says 'no-such-bug'

# A machine that runs nothing, and calls it a success.
printf '#!/bin/sh\n' >"$folder/ssh"
sweep 255 --seeds 4 --chunk 2 "${hosts[@]}" -- "${eddy_options[@]}"
says 'only 0 of 2 chunks were run'

sweep 254 --seeds many
says "takes a number"
sweep 254
says 'the options of eddy'
