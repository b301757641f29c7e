#!/usr/bin/env python3
"""Gives UUIDs as ids: integers of 128 bits."""
import uuid
from wire import messages, reply

for src, me, body in messages():
    if body["type"] == "init":
        reply(src, me, body, {"type": "init_ok"})
    else:
        reply(src, me, body, {"type": "generate_ok", "id": uuid.uuid4().int})
