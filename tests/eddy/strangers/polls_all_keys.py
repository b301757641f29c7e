#!/usr/bin/env python3
"""A counter whose node reads all nodes' keys of seq-kv every 100 ms."""
import threading
import time
from wire import messages, reply, send

totals = {}
lock = threading.Lock()


def ask(me, body):
    with lock:
        send(me, "seq-kv", body)


def poll(me, nodes):
    while True:
        time.sleep(0.1)
        for number, node in enumerate(nodes):
            ask(me, {"type": "read", "key": node, "msg_id": number})


for src, me, body in messages():
    kind = body["type"]
    if kind == "init":
        nodes = body["node_ids"]
        ask(me, {"type": "write", "key": me, "value": 0, "msg_id": -1})
        with lock:
            reply(src, me, body, {"type": "init_ok"})
        threading.Thread(target=poll, args=(me, nodes), daemon=True).start()
    elif kind == "add":
        totals[me] = totals.get(me, 0) + body["delta"]
        ask(me, {"type": "write", "key": me, "value": totals[me], "msg_id": -1})
        with lock:
            reply(src, me, body, {"type": "add_ok"})
    elif kind == "read":
        with lock:
            reply(src, me, body, {"type": "read_ok", "value": sum(totals.values())})
    elif kind == "read_ok":
        node = nodes[body["in_reply_to"]]
        totals[node] = max(totals.get(node, 0), body["value"])
