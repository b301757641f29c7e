# How far something long has come, told on standard error; to be sourced.
# shellcheck shell=bash

progress_due_s=2

# To be called often: on a terminal the text replaces the last one, else it is a line every ten seconds.
show_progress() { # text
  if [[ -t 2 ]]; then
    printf '\r\033[K%s' "${1:0:${COLUMNS:-100}}" >&2
  elif ((SECONDS >= progress_due_s)); then
    echo "$1" >&2
    progress_due_s=$((SECONDS + 10))
  fi
}

# Before anything else is printed, and at the end.
clear_progress() {
  if [[ -t 2 ]]; then printf '\r\033[K' >&2; fi
}

# The last line of what a program has printed so far.
last_line() { # file
  tail -n 1 "$1" | tr '\r' '\n' | tail -n 1
}

# Runs a command that would be silent for long; what it printed is shown if it fails.
run_with_progress() { # what it does, command...
  local what=$1 log pid status=0 began_s=$SECONDS
  shift
  progress_due_s=$((SECONDS + 2))
  log=$(mktemp)
  "$@" >"$log" 2>&1 &
  pid=$!
  while kill -0 "$pid" 2>/dev/null; do
    show_progress "$what, $((SECONDS - began_s)) s: $(last_line "$log")"
    sleep 0.2
  done
  clear_progress
  wait "$pid" || status=$?
  ((status == 0)) || cat "$log" >&2
  rm -f "$log"
  return "$status"
}
