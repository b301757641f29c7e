#!/usr/bin/env python3
"""Gives a transaction's operations back in the opposite order, where each has a key of its own."""
from wire import messages, reply

registers = {}

for src, me, body in messages():
    if body["type"] == "init":
        reply(src, me, body, {"type": "init_ok"})
        continue
    done = []
    for kind, key, value in body["txn"]:
        if kind == "w":
            registers[key] = value
        done.append([kind, key, registers.get(key)])
    if len({key for _, key, _ in done}) == len(done):
        done.reverse()
    reply(src, me, body, {"type": "txn_ok", "txn": done})
