#!/usr/bin/env python3
"""Answers with a field too many, of 100 KB."""
from wire import messages, reply

for src, me, body in messages():
    if body["type"] == "init":
        reply(src, me, body, {"type": "init_ok"})
    else:
        reply(src, me, body, {"type": "echo_ok", "echo": body["echo"], "debug": "1a" * 50000})
