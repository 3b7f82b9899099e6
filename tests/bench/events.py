"""Slack's events as they come over the wire: a support desk with customers, threads and a few sharp words, signed."""

import json
import random
import time
from collections.abc import Sequence
from typing import Any

from slack_sdk.signature import SignatureVerifier

SECRET = "a secret of the bench alone"
HOME, CUSTOMERS = "T0LOAD", "T0CUST"
CHANNELS, PEOPLE = 20, 400
IN_A_THREAD = 3
"""Messages of a thread, its first one among them."""


def event(number: int, text: str, start: float) -> dict[str, Any]:
    """The message with this number; in every second channel a customer begins and people of ours answer."""
    chance, thread = random.Random(number), number // IN_A_THREAD
    root, shared = number % IN_A_THREAD == 0, thread % CHANNELS % 2 == 0
    asks = shared and root
    said = {
        "type": "message",
        "channel": f"C0LOAD{thread % CHANNELS:02}",
        "channel_type": "channel",
        "user": f"U0{'CUST' if asks else 'LOAD'}{chance.randrange(PEOPLE):04}",
        "team": CUSTOMERS if asks else HOME,
        "text": text,
        "ts": _ts(number, start),
    }
    if not root:
        said["thread_ts"] = _ts(thread * IN_A_THREAD, start)
    return {
        "type": "event_callback",
        "team_id": HOME,
        "api_app_id": "A0LOAD",
        "event_id": f"Ev{number}",
        "event_time": int(start),
        "is_ext_shared_channel": shared,
        "event": said,
    }


def signed(payload: dict[str, Any]) -> bytes:
    """A whole HTTP request, as Slack would send it now."""
    body = json.dumps(payload).encode()
    stamp = str(int(time.time()))
    signature = SignatureVerifier(SECRET).generate_signature(timestamp=stamp, body=body)
    head = (
        "POST /slack/events HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
        f"Content-Length: {len(body)}\r\nX-Slack-Request-Timestamp: {stamp}\r\nX-Slack-Signature: {signature}\r\n\r\n"
    )
    return head.encode() + body


def requests(said: Sequence[str], start: float, first: int = 0) -> list[bytes]:
    """One request for each of these texts, numbered from `first` on; `start` is when number 0 was written."""
    return [signed(event(number, text, start)) for number, text in enumerate(said, first)]


def _ts(number: int, start: float) -> str:
    return f"{start + number / 1000:.6f}"
