"""A Slack that says yes to everything, at once or late, and counts what it was asked."""

import json
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Lock, Thread
from typing import Any

ANSWERS: dict[str, Any] = {
    "ok": True,
    "team_id": "T0LOAD",
    "team": "Load",
    "user_id": "U0BOT",
    "bot_id": "B0BOT",
    "user": {"id": "U0SOMEONE", "team_id": "T0LOAD", "tz": "Europe/Berlin"},
    "channel": {"id": "D0DM", "is_member": True},
    "presence": "active",
    "ts": "1.1",
}
"""What every call is answered with."""
SAYS = ("chat.postEphemeral", "chat.postMessage")


class Slack:
    """Where it listens, how many seconds it takes for an answer, and how often each method was called."""

    def __init__(self, api: str) -> None:
        self.api, self.takes = api, 0.0
        self.calls: Counter[str] = Counter()
        self._lock, self._ends = Lock(), Event()

    @property
    def said(self) -> int:
        """How many messages were said to people."""
        return sum(self.calls[method] for method in SAYS)

    def answer(self, method: str) -> bytes:
        with self._lock:
            self.calls[method] += 1
        self._ends.wait(self.takes)
        return json.dumps(ANSWERS).encode()

    def end(self) -> None:
        """Let nobody wait any longer."""
        self._ends.set()


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 256
    slack: Slack

    def handle_error(self, request: object, client_address: object) -> None:
        """Nothing: who was stopped in the middle of a call has gone away."""


class _Call(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: _Server

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers.get("Content-Length", 0)))
        body = self.server.slack.answer(self.path.rsplit("/", 1)[-1])
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Nothing: what is measured is printed."""


@contextmanager
def slack() -> Iterator[Slack]:
    server = _Server(("127.0.0.1", 0), _Call)
    server.slack = Slack(f"http://127.0.0.1:{server.server_port}/api/")
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield server.slack
    finally:
        server.slack.end()
        server.shutdown()
        server.server_close()
