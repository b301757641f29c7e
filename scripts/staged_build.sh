# Builds in the background what the parts of the challenges need, the first of them first; to be sourced.
# shellcheck shell=bash disable=SC2154

# eddy and the first part's node; the nodes of the others; the naive nodes, with which the READMEs begin.
stages=(first others naive)
stages_done=0 build_pid='' apart=''

targets_of() { # stage
  local nodes
  nodes=$(nodes_of_parts)
  case $1 in
    first) parse_part "${parts[0]}" && echo "eddy $node" ;;
    others) echo "$nodes" ;;
    naive)
      sed 's/^/naive_/' <<<"$nodes"
      if grep -qx broadcast <<<"$nodes"; then echo replicated_broadcast; fi
      ;;
  esac
}

# In a process group of its own, to be ended as a whole.
start_apart() { # command...
  set -m
  "$@" </dev/null &
  set +m
  apart+=" $!"
}
stop_apart() {
  local pid
  for pid in $apart; do kill -INT -- "-$pid" 2>/dev/null || true; done
}

# Ends a stage whose build has ended, and begins the next.
look_at_build() {
  if [[ -n $build_pid ]]; then
    if kill -0 "$build_pid" 2>/dev/null; then return; fi
    wait "$build_pid" || { clear_progress && tail -n 40 "$runs/build.log" && echo "run_all: the build failed" >&2 && exit 1; }
    build_pid='' stages_done=$((stages_done + 1))
  fi
  if all_is_built; then return; fi
  # shellcheck disable=SC2046  # names of targets
  start_apart nice cmake --build build --parallel "$(processors)" --target $(targets_of "${stages[stages_done]}") >>"$runs/build.log" 2>&1
  build_pid=$!
}

all_is_built() { ((stages_done == ${#stages[@]})); }

is_built() { # node
  ((stages_done >= 2)) || { ((stages_done == 1)) && [[ $(targets_of first) == "eddy $1" ]]; }
}

# "first [45/120]", as Ninja or Make counts.
build_state() {
  echo "${stages[stages_done]} $(last_line "$runs/build.log" | sed -nE 's/^(\[[^]]*\]).*/\1/p')"
}
