# What to say of a part of the challenges that has ended: its figures against its limits; to be sourced.
# shellcheck shell=bash disable=SC2034,SC2154

row_format='%-13s %-10s %9s  %-14s %-11s %s\n'

# shellcheck disable=SC2059
table_head() { printf "$row_format" part verdict msgs/op 'median / max' ok-fraction 'to pass'; }

# Sets valid, messages, median, max, lag and ok from the results of a test.
read_results() { # results.json or results.edn
  {
    read -r valid && read -r messages && read -r median && read -r max && read -r lag && read -r ok
  } < <(build/eddy query "$1" valid net/servers/msgs-per-op \
    workload/stable-latencies/0.5 workload/stable-latencies/1 \
    workload/worst-realtime-lag/lag availability/ok-fraction 2>/dev/null) ||
    { valid=none messages=null median=null max=null lag=null ok=null; }
}

# The limits among those of the part that the figures do not keep.
limits_missed() {
  local limit value
  for limit in $limits; do
    case ${limit%<*} in
      msgs/op) value=$messages ;;
      median) value=$median ;;
      max) value=$max ;;
    esac
    awk -v value="$value" -v limit="${limit#*<}" \
      'BEGIN { exit !(value ~ /^[0-9]/ && value + 0 < limit + 0) }' || echo "$limit"
  done
}

rounded() { # value, digits behind the point; - for no value
  if [[ $1 == null ]]; then echo -; else printf "%.$2f" "$1"; fi
}

delay() {
  if [[ $median != null ]]; then
    echo "$(rounded "$median" 0) / $(rounded "$max" 0) ms"
  elif [[ $lag != null ]]; then
    echo "lag $(rounded "$lag" 2) s"
  else
    echo -
  fi
}

# Sets verdict and row for the part that parse_part has read.
judge_part() { # exit status of the test, its results
  read_results "$2"
  if (($1 != 0)) || [[ $valid != true ]]; then
    verdict=INVALID
  elif [[ -n $(limits_missed) ]]; then
    verdict='TOO MUCH'
  else
    verdict=valid
  fi
  # shellcheck disable=SC2059
  row=$(printf "$row_format" "$name" "$verdict" "$(rounded "$messages" 3)" "$(delay)" "$(rounded "$ok" 5)" \
    "${limits:-valid}")
}
