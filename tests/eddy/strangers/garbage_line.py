#!/usr/bin/env python3
"""Greets the world on standard output, before its first message."""
print("starting up", flush=True)
import echo
