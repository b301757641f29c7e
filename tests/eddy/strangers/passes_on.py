#!/usr/bin/env python3
"""Passes each request on in the client's name; who gets it answers the client."""
from wire import messages, reply, send

for src, me, body in messages():
    if body["type"] == "init":
        nodes = body["node_ids"]
        other = nodes[(nodes.index(me) + 1) % len(nodes)]
        reply(src, me, body, {"type": "init_ok"})
    elif body["type"] == "echo":
        send(src, other, dict(body, type="passed_on"))
    else:
        reply(src, me, body, {"type": "echo_ok", "echo": body["echo"]})
