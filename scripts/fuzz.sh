#!/usr/bin/env bash
# Puts random input to the nodes, the engine and the bench, and looks for crashes, leaks,
# undefined behaviour and broken promises.
set -euo pipefail
cd "$(dirname "$0")/.."
source scripts/lib.sh

targets=(message nodes engine readers options)

usage() {
  cat <<END
Usage: scripts/fuzz.sh MINUTES [TARGET...]
       scripts/fuzz.sh judge [HISTORIES] [--seed N]

  MINUTES so many minutes in all, the same for each target: ${targets[*]}
          (tests/fuzz/targets.hpp says what each is). libFuzzer draws the input, with the address, leak and
          undefined-behaviour sanitizers. What it finds is in build-check/fuzz; as a file in
          tests/fuzz/inputs/TARGET it is a test. Needs Clang; installs it where it is missing.
          Builds in the tree of scripts/test.sh, which is Clang's from then on.
          Inputs have 80 bytes at most where a byte is a choice: more are tried than of long ones.
  judge   Small random histories of transactions, over registers and over lists, are judged
          twice, by eddy's judge and by a plain one that searches for cycles by brute force.
          The first about which they differ is printed, made small, as \`eddy check\` reads it.
          Default: 1000000 histories of each, a few minutes.

Exit status: 0 if nothing was found, 1 if something was, 254 for bad arguments.
END
}

[[ ${1:-} != --help && ${1:-} != -h ]] || { usage && exit; }
(($# > 0)) || { usage >&2 && exit 254; }
if [[ $1 == judge ]]; then
  shift
  (($# > 0)) && [[ $1 != --* ]] || set -- 1000000 "$@"
  build_release judge_fuzz
  exec build/tests/fuzz/judge_fuzz "$@"
fi

[[ $1 =~ ^[1-9][0-9]*$ ]] || bad_arguments "'$1' is no number of minutes, and not 'judge'"
minutes=$1
shift
for target in "$@"; do
  [[ " ${targets[*]} " == *" $target "* ]] || bad_arguments "there is no '$target' to fuzz, only ${targets[*]}"
done
(($# == 0)) || targets=("$@")

has_libfuzzer() { echo 'extern "C" int LLVMFuzzerTestOneInput() { return 0; }' |
  clang++ -fsanitize=fuzzer,address -x c++ - -o /dev/null 2>/dev/null; }

scripts/setup.sh
has_libfuzzer || install_packages clang libclang-rt-dev
# With another compiler CMake would forget all other settings.
grep -qs '^CMAKE_CXX_COMPILER:.*clang++$' build-check/CMakeCache.txt || rm -rf build-check/CMakeCache.txt build-check/CMakeFiles
cmake --preset check -DCMAKE_CXX_COMPILER=clang++ -DGLOMERS_FUZZ=ON >/dev/null
cmake --build --preset check --target "${targets[@]/#/fuzz_}"

max_len() { # target
  case $1 in
    nodes | engine) echo 80 ;;
    *) echo 4096 ;;
  esac
}
seconds=$((60 * minutes / ${#targets[@]}))
found=()
output=build-check/fuzz
for target in "${targets[@]}"; do
  mkdir -p "$output/inputs/$target"
  log=$output/$target.log
  echo "fuzz: $target, $seconds s" >&2
  # Of where memory was taken, few frames: an input that is found repeats it in the test.
  ASAN_OPTIONS=malloc_context_size=2 build-check/tests/fuzz/fuzz_"$target" -max_len="$(max_len "$target")" \
    -max_total_time="$seconds" -timeout=60 -rss_limit_mb=4096 -entropic=0 -print_final_stats=1 \
    -artifact_prefix="$output/found-$target-" "$output/inputs/$target" "tests/fuzz/inputs/$target" >"$log" 2>&1 || found+=("$target")
  echo "$target: $(awk '/number_of_executed_units/ { print $2 }' "$log") executions"
done
((${#found[@]} == 0)) || { echo "Something was found: ${found[*]}. See $output/TARGET.log and $output/found-TARGET-*." && exit 1; }
echo "Nothing was found."
