#!/usr/bin/env python3
"""Echoes, in the plainest way."""
from wire import messages, reply

for src, me, body in messages():
    if body["type"] == "init":
        reply(src, me, body, {"type": "init_ok"})
    else:
        reply(src, me, body, {"type": "echo_ok", "echo": body["echo"]})
