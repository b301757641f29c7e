#!/usr/bin/env python3
"""Writes the fields that a message between nodes, or to a service, has not as null."""
from wire import messages, reply, send

seen = []


def tell(me, dest, fields):
    send(me, dest, dict(fields, msg_id=None, in_reply_to=None))


for src, me, body in messages():
    kind = body["type"]
    if kind == "init":
        peers = [node for node in body["node_ids"] if node != me]
        reply(src, me, body, {"type": "init_ok"})
    elif kind == "topology":
        reply(src, me, body, {"type": "topology_ok"})
    elif kind == "read":
        reply(src, me, body, {"type": "read_ok", "messages": seen})
    elif kind == "broadcast":
        seen.append(body["message"])
        for peer in peers:
            tell(me, peer, {"type": "gossip", "message": body["message"]})
        tell(me, "lin-kv", {"type": "write", "key": me, "value": len(seen)})
        reply(src, me, body, {"type": "broadcast_ok"})
    elif kind == "gossip":
        seen.append(body["message"])
    elif kind == "write_ok":
        assert body["in_reply_to"] is None
