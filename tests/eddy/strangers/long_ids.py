#!/usr/bin/env python3
"""Counts its ids up from a UUID: integers of 128 bits that differ at their end alone."""
import itertools
import uuid
from wire import messages, reply

ids = itertools.count(uuid.uuid4().int)

for src, me, body in messages():
    if body["type"] == "init":
        reply(src, me, body, {"type": "init_ok"})
    else:
        reply(src, me, body, {"type": "generate_ok", "id": next(ids)})
