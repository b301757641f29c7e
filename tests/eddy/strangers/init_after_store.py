#!/usr/bin/env python3
"""Says init_ok only when seq-kv has answered that it keeps the node's first value."""
from wire import messages, reply, send

for src, me, body in messages():
    if body["type"] == "init":
        init = src, body
        send(me, "seq-kv", {"type": "write", "key": me, "value": 0, "msg_id": 1})
    elif body["type"] == "write_ok":
        reply(init[0], me, init[1], {"type": "init_ok"})
    else:
        reply(src, me, body, {"type": "echo_ok", "echo": body["echo"]})
