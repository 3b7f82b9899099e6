"""The bot's real web application, called without a socket: signed as Slack signs, and timed."""

import asyncio
import hashlib
import hmac
import time
from collections.abc import MutableMapping
from dataclasses import dataclass
from typing import Any

from starlette.applications import Starlette

JSON = "application/json"
FORM = "application/x-www-form-urlencoded"
PATIENCE = 20.0
"""Seconds after which an answer is not waited for any more."""


@dataclass(frozen=True, slots=True)
class Answered:
    status: int
    body: bytes
    seconds: float
    worked: float
    """Seconds that this process had a processor meanwhile: where they are few, somebody else had it."""


class Wire:
    """One line to the application; close it at the end."""

    def __init__(self, web: Starlette, secret: str) -> None:
        self._web, self._secret = web, secret.encode()
        self._loop = asyncio.Runner()

    def post(self, raw: bytes, kind: str = JSON, headers: tuple[tuple[bytes, bytes], ...] = ()) -> Answered:
        """Slack's post of these bytes; `headers` come in the place of its signature where there are any."""
        return self._loop.run(asyncio.wait_for(self._post(raw, kind, headers or self._signed(raw)), PATIENCE))

    def close(self) -> None:
        self._loop.close()

    def _signed(self, raw: bytes) -> tuple[tuple[bytes, bytes], ...]:
        stamp = str(int(time.time()))
        mac = hmac.new(self._secret, b"v0:" + stamp.encode() + b":" + raw, hashlib.sha256)
        return (b"x-slack-request-timestamp", stamp.encode()), (b"x-slack-signature", f"v0={mac.hexdigest()}".encode())

    async def _post(self, raw: bytes, kind: str, headers: tuple[tuple[bytes, bytes], ...]) -> Answered:
        told: list[MutableMapping[str, Any]] = []
        started, began = time.perf_counter(), time.process_time()
        took = worked = 0.0

        async def receive() -> dict[str, Any]:
            return {"type": "http.request", "body": raw, "more_body": False}

        async def send(message: MutableMapping[str, Any]) -> None:
            nonlocal took, worked
            told.append(message)
            took, worked = time.perf_counter() - started, time.process_time() - began

        await self._web(self._scope(kind, headers), receive, send)
        body = b"".join(message.get("body", b"") for message in told)
        return Answered(int(told[0]["status"]), body, took, worked)

    def _scope(self, kind: str, headers: tuple[tuple[bytes, bytes], ...]) -> dict[str, Any]:
        return {
            "type": "http",
            "asgi": {"version": "3.0"},
            "http_version": "1.1",
            "method": "POST",
            "scheme": "https",
            "path": "/slack/events",
            "raw_path": b"/slack/events",
            "query_string": b"",
            "root_path": "",
            "headers": [(b"content-type", kind.encode()), *headers],
            "client": ("127.0.0.1", 1),
            "server": ("127.0.0.1", 3000),
        }
