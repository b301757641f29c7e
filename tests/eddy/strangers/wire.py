"""A line of JSON for each message: all that the nodes here share."""
import json
import sys


def send(src, dest, body):
    sys.stdout.write(json.dumps({"src": src, "dest": dest, "body": body}) + "\n")
    sys.stdout.flush()


def messages():
    for line in sys.stdin:
        message = json.loads(line)
        assert isinstance(message["id"], int)  # as programs do that read all fields
        yield message["src"], message["dest"], message["body"]


def reply(src, me, request, body):
    send(me, src, dict(body, in_reply_to=request["msg_id"]))
