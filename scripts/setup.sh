#!/usr/bin/env bash
# Installs what the build needs and the machine lacks (Debian and Ubuntu, and macOS with Homebrew).
# Says nothing if all is there.
set -euo pipefail

present() {
  case $1 in
    g++) command -v c++ >/dev/null ;;
    cmake | make) command -v "$1" >/dev/null ;;
    ninja | ninja-build) command -v ninja >/dev/null ;;
    nlohmann-json | nlohmann-json3-dev) header nlohmann/json.hpp ;;
    cli11 | libcli11-dev) header CLI/CLI.hpp ;;
    zlib1g-dev) header zlib.h ;;
    python3) command -v python3 >/dev/null ;;
    catch2) header catch2/catch.hpp || header catch2/catch_all.hpp ;;
  esac
}

header() {
  [[ -e /usr/include/$1 || -e /usr/local/include/$1 || -e /opt/homebrew/include/$1 ]]
}

if [[ $(uname) == Darwin ]]; then
  # Apple's compiler brings make and zlib.
  packages=(cmake ninja nlohmann-json cli11 catch2)
  by='brew install'
else
  packages=(g++ cmake make ninja-build nlohmann-json3-dev libcli11-dev zlib1g-dev catch2 python3)
  by='sudo apt-get update && sudo apt-get install -y --no-install-recommends'
fi
missing=()
for package in "${packages[@]}"; do present "$package" || missing+=("$package"); done

give_up() {
  echo "setup: $1. This line installs what is missing:" >&2
  echo "  ${2:-$by ${missing[*]}}" >&2
  exit 1
}

if [[ $(uname) == Darwin ]] && ! xcode-select -p >/dev/null 2>&1; then
  give_up "there is no compiler here" "xcode-select --install"
fi
((${#missing[@]} == 0)) && exit 0

if [[ $(uname) == Darwin ]]; then
  command -v brew >/dev/null || give_up "missing: ${missing[*]}, and there is no brew here (https://brew.sh)"
  echo "setup: installing ${missing[*]}" >&2
  brew install "${missing[@]}" >&2 || give_up "brew failed"
  exit 0
fi

command -v apt-get >/dev/null || give_up "missing: ${missing[*]}, and there is no apt-get here"
as_root=(env DEBIAN_FRONTEND=noninteractive)
if ((EUID != 0)); then
  sudo -n true 2>/dev/null || give_up "missing: ${missing[*]}, and this user may not install them"
  as_root=(sudo -n "${as_root[@]}")
fi

# shellcheck source=scripts/progress.sh
source "$(dirname "$0")/progress.sh"
install=(apt-get install -y --no-install-recommends "${missing[@]}")
# The package lists are fetched only where those at hand are absent or too old.
install_missing() {
  "${as_root[@]}" "${install[@]}" || { "${as_root[@]}" apt-get update && "${as_root[@]}" "${install[@]}"; }
}
echo "setup: installing ${missing[*]}" >&2
run_with_progress setup install_missing || give_up "apt-get failed"
