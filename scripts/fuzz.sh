#!/usr/bin/env bash
# Puts random input to the judge and compares it with a plain one, which is written
# straight from the definitions.
set -euo pipefail
cd "$(dirname "$0")/.."
source scripts/lib.sh

usage() {
  cat <<'END'
Usage: scripts/fuzz.sh judge [HISTORIES] [--seed N]

  judge   Small random histories of transactions are judged twice, by eddy's judge and
          by a plain one that searches for cycles by brute force. The first about which
          they differ is printed, made small, as `eddy check` reads it.
          Default: 1000000 histories, a few minutes.

Exit status: 0 if nothing was found, 1 if something was, 254 for bad arguments.
END
}

[[ ${1:-} != --help && ${1:-} != -h ]] || { usage && exit; }
(($# > 0)) || { usage >&2 && exit 254; }
[[ $1 == judge ]] || bad_arguments "there is no '$1' to fuzz, only 'judge'"
shift
(($# > 0)) && [[ $1 != --* ]] || set -- 1000000 "$@"

build_release judge_fuzz
exec build/tests/fuzz/judge_fuzz "$@"
