# Shared by the scripts; to be sourced, in the project's folder.
# shellcheck shell=bash disable=SC2034

source scripts/progress.sh

export LC_ALL=C  # a decimal point, whatever the locale
# Homebrew keeps Clang's tools apart from Apple's.
PATH=/opt/homebrew/opt/llvm/bin:$PATH

# Ends the script for bad arguments.
bad_arguments() {
  echo "$(basename "$0" .sh): $1 (--help tells more)" >&2
  exit 254
}

# How many this machine has.
processors() { getconf _NPROCESSORS_ONLN; }

# Where a link leads.
link_target() { # link
  local target
  target=$(readlink "$1")
  if [[ $target == /* ]]; then echo "$target"; else echo "$(dirname "$1")/$target"; fi
}

# Homebrew's names of Debian's packages, as words.
brew_names() { # package...
  local package
  for package; do
    case $package in
      clang | clang-tidy | libclang-rt-dev) echo llvm ;;
      nodejs | npm) echo node ;;
      *) echo "$package" ;;
    esac
  done | sort -u | paste -sd ' ' -
}

# Installs what only the calling script needs, or says what is missing.
install_packages() { # package, as Debian calls it...
  local script install update=true as_root=(env)
  script=$(basename "$0" .sh)
  if [[ $(uname) == Darwin ]]; then
    read -ra install <<<"brew install $(brew_names "$@")"
  else
    ((EUID == 0)) || as_root=(sudo -n)
    install=("${as_root[@]}" apt-get install -y --no-install-recommends "$@")
    update="${as_root[*]} apt-get update"
  fi
  echo "$script: installing $*" >&2
  install_all() { $update && "${install[@]}"; }
  run_with_progress "$script" install_all ||
    { echo "$script: needs packages that it could not install: ${install[*]/#-n/}" >&2 && exit 1; }
}

# Configures build/: anew with the release preset, or as that folder has been configured
# already, with whatever generator and options.
configure_release() {
  scripts/setup.sh
  if [[ -e build/CMakeCache.txt ]]; then cmake build >/dev/null; else cmake --preset release >/dev/null; fi
}

build_release() { # target...
  configure_release
  cmake --build build --parallel "$(processors)" --target "$@"
}

# Sets name, workload, node, options, limits and published from a line of a table of parts.
parse_part() {
  local field
  IFS='|' read -r name workload node options limits published <<<"$1"
  for field in name workload node options limits published; do
    read -r "${field?}" <<<"${!field}"
  done
}

# Sets parts to the lines of a table whose names were asked for, all without a list;
# 6b means 6b-partition as well.
choose_parts() { # table, comma-separated names
  local line wanted known=' '
  parts=()
  while read -r line; do
    parse_part "$line"
    known+="$name "
    if [[ -z $2 || ,$2, == *,"$name",* || ,$2, == *,"${name%-*}",* ]]; then parts+=("$line"); fi
  done < <(grep -v '^#' "$1")
  for wanted in ${2//,/ }; do
    [[ $known == *" $wanted "* ]] || bad_arguments "no part $wanted; there are:$known"
  done
}

# The programs of the chosen parts.
nodes_of_parts() {
  local part
  for part in "${parts[@]}"; do parse_part "$part" && echo "$node"; done | sort -u
}
