#!/usr/bin/env bash
# Opens the reports of valid and broken runs of every workload in a headless Chromium and uses them.
set -euo pipefail
cd "$(dirname "$0")/.."
source scripts/lib.sh

usage() {
  cat <<'END'
Usage: scripts/test_report.sh [--screenshots DIR]

Needs build/eddy. Installs Chromium and Node.js (Debian's) and playwright-core (npm's) where they are missing.

  --screenshots DIR  pictures of all reports, and of each one's first finding
  --help             this text

Where there is no browser and none can be installed, the tests that need it are skipped.

Exit status: 0 if all tests pass, 1 if not, 254 for bad arguments.
END
}

screenshots=''
while (($# > 0)); do
  case $1 in
    --screenshots)
      (($# > 1)) || bad_arguments "$1 needs a value"
      screenshots=$2
      [[ $2 == /* ]] || screenshots=$PWD/$2
      shift
      ;;
    --help | -h) usage && exit ;;
    *) bad_arguments "unknown option $1" ;;
  esac
  shift
done
for program in eddy tests/eddy/broken_node/broken_node; do
  [[ -x build/$program ]] || { echo "test_report: no build/$program: cmake --preset release && cmake --build --preset release" >&2 && exit 1; }
done

missing=()
command -v chromium >/dev/null || missing+=(chromium)
command -v npm >/dev/null || missing+=(nodejs npm)
if ((${#missing[@]} > 0)) && ! (install_packages "${missing[@]}"); then
  command -v node >/dev/null || { echo "test_report: no Node.js, and none can be installed: not run" >&2 && exit 0; }
fi
tests=tests/eddy/report/browser
[[ -d $tests/node_modules/playwright-core ]] || npm ci --prefix "$tests" --no-audit --no-fund >/dev/null ||
  echo "test_report: playwright-core cannot be installed: the tests in a browser are skipped" >&2

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir "$work/reports"

# One simulated run, its folder kept under a name; its verdict is not of interest here.
run() { # name, options
  local name=$1 status=0
  build/eddy test --simulate --seed 1 --store "$work/store" "${@:2}" >"$work/out.txt" 2>&1 || status=$?
  ((status <= 2)) || { cat "$work/out.txt" && exit 1; }
  cp -R "$work/store/latest/." "$work/reports/$name"
}

broken() { # workload, bug, options
  run "$1-invalid" -w "$1" --bin build/tests/eddy/broken_node/broken_node --time-limit 5 "${@:3}" -- --bug "$2"
}

echo "test_report: making the runs" >&2
run echo-valid -w echo --node-count 1 --time-limit 5
run unique-ids-valid -w unique-ids --node-count 3 --time-limit 5 --rate 50 --nemesis partition
run broadcast-valid -w broadcast --node-count 5 --time-limit 10 --rate 20 --nemesis partition,loss,pause,duplicate --nemesis-interval 3
run broadcast-long-reads -w broadcast --node-count 3 --time-limit 5 --rate 200
run g-counter-valid -w g-counter --node-count 3 --time-limit 5 --rate 50 --nemesis kill --nemesis-interval 2
run kafka-valid -w kafka --node-count 2 --concurrency 2n --time-limit 20 --rate 1000
run txn-rw-register-valid -w txn-rw-register --node-count 2 --concurrency 2n --time-limit 5 --rate 100 --nemesis partition --consistency-models read-committed
broken echo wrong-echo --node-count 1
broken unique-ids reused-id --node-count 3
broken broadcast none --node-count 3 --nemesis partition
broken g-counter lost-update --node-count 3 --rate 50
broken kafka lost-write --node-count 1 --rate 100
broken txn-rw-register fractured-read --node-count 1 --rate 100
broken lin-kv stale-value --node-count 2 --concurrency 4n --rate 50
broken g-set dropped-value --node-count 3 --rate 50
broken txn-list-append lost-append --node-count 1 --rate 100

run txn-rw-register-differs -w txn-rw-register --bin build/tests/eddy/broken_node/broken_node --node-count 2 --rate 2 --time-limit 2 -- --bug none
cp -R "$work/reports/broadcast-invalid/smallest" "$work/reports/broadcast-smallest"
cp -R "$work/reports/broadcast-smallest" "$work/reports/broadcast-twice"
build/eddy report --compare "$work/reports/broadcast-twice" "$work/reports/broadcast-smallest" >/dev/null

mkdir "$work/reports/long-integers"
cat >"$work/reports/long-integers/history.edn" <<'END'
{:index 0, :type :invoke, :f :broadcast, :value 9007199254740993, :process 0, :time 1000000}
{:index 1, :type :ok, :f :broadcast, :value 9007199254740993, :process 0, :time 2000000}
{:index 2, :type :invoke, :f :read, :value nil, :process 0, :time 3000000, :final? true}
{:index 3, :type :ok, :f :read, :value [9007199254740993], :process 0, :time 4000000, :final? true}
END
build/eddy report "$work/reports/long-integers" >"$work/out.txt" 2>&1 || { cat "$work/out.txt" && exit 1; }

REPORTS=$work/reports SCREENSHOTS=$screenshots node --test "$tests/time.test.mjs" "$tests/report.test.mjs"
