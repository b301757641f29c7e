#!/usr/bin/env python3
"""Numbers its own messages with UUIDs, as text; each add waits for the store and for all peers."""
import uuid
from wire import messages, reply, send

totals = {}
waiting = {}  # the id of a message -> the add that it is a part of


def ask(me, dest, fields, add):
    number = str(uuid.uuid4())
    waiting[number] = add
    send(me, dest, dict(fields, msg_id=number))


for src, me, body in messages():
    kind = body["type"]
    if kind == "init":
        peers = [node for node in body["node_ids"] if node != me]
        reply(src, me, body, {"type": "init_ok"})
    elif kind == "add":
        totals[me] = totals.get(me, 0) + body["delta"]
        add = {"client": src, "request": body, "left": 1 + len(peers)}
        ask(me, "seq-kv", {"type": "write", "key": me, "value": totals[me]}, add)
        for peer in peers:
            ask(me, peer, {"type": "total", "value": totals[me]}, add)
    elif kind == "total":
        totals[src] = max(totals.get(src, 0), body["value"])
        reply(src, me, body, {"type": "total_ok"})
    elif kind in ("total_ok", "write_ok"):
        add = waiting.pop(body["in_reply_to"])
        add["left"] -= 1
        if add["left"] == 0:
            reply(add["client"], me, add["request"], {"type": "add_ok"})
    elif kind == "read":
        reply(src, me, body, {"type": "read_ok", "value": sum(totals.values())})
