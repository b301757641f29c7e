#!/bin/sh
# Starts the program and waits for it, instead of becoming it.
python3 "$(dirname "$0")/echo.py" "$@"
exit
