#!/usr/bin/env bash
# Installs what the build needs and the machine lacks (Debian and Ubuntu).
# Says nothing if all is there.
set -euo pipefail

present() {
  case $1 in
    g++) command -v c++ >/dev/null ;;
    cmake | make) command -v "$1" >/dev/null ;;
    ninja-build) command -v ninja >/dev/null ;;
    nlohmann-json3-dev) header nlohmann/json.hpp ;;
    libcli11-dev) header CLI/CLI.hpp ;;
    zlib1g-dev) header zlib.h ;;
    catch2) header catch2/catch.hpp || header catch2/catch_all.hpp ;;
  esac
}

header() {
  [[ -e /usr/include/$1 || -e /usr/local/include/$1 ]]
}

missing=()
for package in g++ cmake make ninja-build nlohmann-json3-dev libcli11-dev zlib1g-dev catch2; do
  present "$package" || missing+=("$package")
done
((${#missing[@]} == 0)) && exit 0

install=(apt-get install -y --no-install-recommends "${missing[@]}")

give_up() {
  echo "setup: $1. This line installs what is missing:" >&2
  echo "  sudo apt-get update && sudo ${install[*]}" >&2
  exit 1
}

command -v apt-get >/dev/null || give_up "missing: ${missing[*]}, and there is no apt-get here"
as_root=(env DEBIAN_FRONTEND=noninteractive)
if ((EUID != 0)); then
  sudo -n true 2>/dev/null || give_up "missing: ${missing[*]}, and this user may not install them"
  as_root=(sudo -n "${as_root[@]}")
fi

# shellcheck source=scripts/progress.sh
source "$(dirname "$0")/progress.sh"
# The package lists are fetched only where those at hand are absent or too old.
install_missing() {
  "${as_root[@]}" "${install[@]}" || { "${as_root[@]}" apt-get update && "${as_root[@]}" "${install[@]}"; }
}
echo "setup: installing ${missing[*]}" >&2
run_with_progress setup install_missing || give_up "apt-get failed"
