#!/usr/bin/env bash
# cpu_launcher.sh COMPILER ARGUMENT...: compiles, and writes down in CPU_LOG how many seconds of CPU that took,
# and for which object.
TIMEFORMAT='%U %S' object='' before=''
for argument in "$@"; do
  [[ $before != -o ]] || object=$argument
  before=$argument
done
exec 3>&1 4>&2
took=$({ time "$@" >&3 2>&4; } 2>&1)
status=$?
echo "$took $object" >>"$CPU_LOG"
exit "$status"
