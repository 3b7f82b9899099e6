"""How soon Slack has its answer: `uv run python -m tests.handlers.load [SHARP] [PEOPLE] [SECONDS]`.

Runs the bot in a process of its own, sends it 100 messages a second through its HTTP door, SHARP of a hundred sharp,
from so many PEOPLE, and prints how long the answers took.
"""

import http.client
import json
import os
import random
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Event, Thread, local
from typing import Any

from slack_sdk.signature import SignatureVerifier

from tests.phrasing.drafts import drafts, hot_drafts

SECRET = "a secret of the load alone"
RATE = 100
"""Messages a second."""
SENDERS = 64
ANSWERS: dict[str, Any] = {
    "ok": True,
    "team_id": "T0LOAD",
    "team": "Load",
    "user_id": "U0BOT",
    "bot_id": "B0BOT",
    "user": {"id": "U0SOMEONE", "team_id": "T0LOAD", "tz": "Europe/Berlin"},
    "channel": {"id": "D0DM"},
    "presence": "active",
    "ts": "1.1",
}
"""What every call to this Slack is answered with."""


class Slack(BaseHTTPRequestHandler):
    """Says yes to everything."""

    protocol_version = "HTTP/1.1"
    hints = count()

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers.get("Content-Length", 0)))
        if self.path.endswith("chat.postEphemeral"):
            next(self.hints)
        body = json.dumps(ANSWERS).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Nothing: what is measured is printed."""


@contextmanager
def slack() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Slack)
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/api/"
    server.shutdown()


@contextmanager
def bot(api: str, folder: Path) -> Iterator[int]:
    """The bot in a process of its own; the port of its door."""
    told = {
        "SLACK_BOT_TOKEN": "xoxb-load",
        "SLACK_SIGNING_SECRET": SECRET,
        "SLACK_API_URL": api,
        "DATABASE_URL": f"sqlite:///{folder / 'load.sqlite3'}",
        "LEVELHEAD_HOST": "127.0.0.1",
        "PORT": "0",
    }
    process = subprocess.Popen(
        [sys.executable, "-m", "bot", "run"], env=os.environ | told, stderr=subprocess.PIPE, text=True
    )
    assert process.stderr is not None
    try:
        listening = next(line for line in process.stderr if "listening" in line)
        Thread(target=process.stderr.read, daemon=True).start()
        yield int(json.loads(listening)["port"])
    finally:
        process.terminate()
        process.wait()


class Senders:
    """Sends messages, each thread over a connection of its own, and notes how long each answer took."""

    def __init__(self, port: int, people: int) -> None:
        self._port, self._people, self._own = port, people, local()
        self.took: list[float] = []
        self.statuses: list[int] = []

    def send(self, number: int, text: str, due: float) -> None:
        """`due` is when it should have been sent: waiting for a free sender counts too."""
        raw = json.dumps(self._event(number, text)).encode()
        stamp = str(int(time.time()))
        signature = SignatureVerifier(SECRET).generate_signature(timestamp=stamp, body=raw) or ""
        headers = {
            "Content-Type": "application/json",
            "X-Slack-Request-Timestamp": stamp,
            "X-Slack-Signature": signature,
        }
        if not hasattr(self._own, "line"):
            self._own.line = http.client.HTTPConnection("127.0.0.1", self._port, timeout=60)
        self._own.line.request("POST", "/slack/events", raw, headers)
        answer = self._own.line.getresponse()
        answer.read()
        self.took.append(time.perf_counter() - due)
        self.statuses.append(answer.status)

    def _event(self, number: int, text: str) -> dict[str, Any]:
        said = {
            "type": "message",
            "channel": f"C0LOAD{number % 20:02}",
            "channel_type": "channel",
            "user": f"U0LOAD{random.randrange(self._people):04}",
            "team": "T0LOAD",
            "text": text,
            "ts": f"{time.time():.6f}",
        }
        return {"type": "event_callback", "team_id": "T0LOAD", "event_id": f"Ev{number}", "event": said}


def main(sharp: int = 20, people: int = 400, seconds: int = 20) -> None:
    random.seed(7)
    hot, calm = hot_drafts(), drafts()["calm"]
    with TemporaryDirectory() as folder, slack() as api, bot(api, Path(folder)) as port:
        senders = Senders(port, people)
        with ThreadPoolExecutor(SENDERS) as pool:
            started = time.perf_counter()
            for number in range(RATE * seconds):
                due = started + number / RATE
                Event().wait(max(0.0, due - time.perf_counter()))
                text = random.choice(hot if random.randrange(100) < sharp else calm)
                pool.submit(senders.send, number, text, due)
        _tell(senders, sharp, people)


def _tell(senders: Senders, sharp: int, people: int) -> None:
    took = sorted(senders.took)
    p50, p99 = (took[int(len(took) * share)] * 1000 for share in (0.5, 0.99))
    refused = sum(status != 200 for status in senders.statuses)
    sys.stdout.write(
        f"{len(took)} messages, {sharp} % sharp, from {people} people: p50 {p50:.0f} ms, p99 {p99:.0f} ms, "
        f"at most {took[-1] * 1000:.0f} ms, {refused} refused, {next(Slack.hints)} hints meanwhile\n"
    )


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
