"""The way to the app over Socket Mode: one-use tickets, one connection per envelope, acknowledgements."""

import asyncio
import json
import secrets
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future
from typing import Any

from starlette.websockets import WebSocket, WebSocketDisconnect

from bot.sandbox.envelopes import Answer, Envelope, NotAcked
from bot.sandbox.values import Json

MOST_CONNECTIONS = 10
CLOSED_BY_SLACK = 1000


class Connection:
    """One open socket, and the envelopes that were sent on it and wait for their acknowledgement."""

    def __init__(self, websocket: WebSocket, loop: asyncio.AbstractEventLoop) -> None:
        self.websocket = websocket
        self.loop = loop
        self.waiting: dict[str, Future[Json]] = {}

    def send(self, message: Json) -> Future[None]:
        """Send from any thread."""
        return asyncio.run_coroutine_threadsafe(self.websocket.send_text(json.dumps(message)), self.loop)

    def close(self) -> None:
        asyncio.run_coroutine_threadsafe(self.websocket.close(CLOSED_BY_SLACK), self.loop)


class SocketDelivery:
    """Gives out tickets, keeps the open connections, and carries each envelope on exactly one of them."""

    def __init__(self, app_id: str, timeout: float) -> None:
        self._app_id = app_id
        self._timeout = timeout
        self._changed = threading.Condition()
        self._tickets: set[str] = set()
        self._open: list[Connection] = []
        self._turn = 0
        self._closed = False
        self.on_change: Callable[[], None] = lambda: None

    @property
    def connections(self) -> int:
        with self._changed:
            return len(self._open)

    def ticket(self) -> str:
        """A ticket that opens one connection, once."""
        ticket = secrets.token_hex(16)
        with self._changed:
            self._tickets.add(ticket)
        return ticket

    def stop(self) -> None:
        with self._changed:
            self._closed = True
            self._changed.notify_all()
        self.disconnect("link_disabled")

    def disconnect(self, reason: str, *, close: bool = True) -> None:
        """Tell every connection that it ends (`warning`, `refresh_requested`, `link_disabled`), then end it."""
        with self._changed:
            connections = tuple(self._open)
        for connection in connections:
            connection.send({"type": "disconnect", "reason": reason, "debug_info": {"host": "sandbox"}})
            if close:
                connection.close()

    def drop(self) -> None:
        """End every connection without a word."""
        with self._changed:
            connections = tuple(self._open)
        for connection in connections:
            connection.close()

    def carry(self, envelope: Envelope, attempt: int, reason: str) -> Answer:
        connection = self._next_connection()
        answer: Future[Json] = Future()
        connection.waiting[envelope.id] = answer
        try:
            connection.send(_wrapped(envelope, attempt, reason)).result(self._timeout)
            return Answer(answer.result(self._timeout))
        except TimeoutError as late:
            raise NotAcked("timeout") from late
        except (ConnectionError, RuntimeError, WebSocketDisconnect) as lost:
            raise NotAcked("connection_failed") from lost
        finally:
            connection.waiting.pop(envelope.id, None)

    def _next_connection(self) -> Connection:
        """Whose turn it is; waits for a connection as long as for an acknowledgement."""
        with self._changed:
            if not self._changed.wait_for(lambda: self._open or self._closed, self._timeout) or self._closed:
                raise NotAcked("connection_failed", final=self._closed)
            self._turn += 1
            return self._open[self._turn % len(self._open)]

    async def serve(self, websocket: WebSocket) -> bool:
        """Keep one connection until it ends; False when its ticket was no good or there are too many already."""
        if not self._redeem(websocket.query_params.get("ticket", "")):
            await websocket.close(4003)
            return False
        await websocket.accept()
        connection = Connection(websocket, asyncio.get_running_loop())
        if self.connections >= MOST_CONNECTIONS:
            await websocket.send_text(json.dumps({"type": "disconnect", "reason": "too_many_websockets"}))
            await websocket.close(CLOSED_BY_SLACK)
            return False
        await self._keep(connection)
        return True

    def _redeem(self, ticket: str) -> bool:
        with self._changed:
            good = ticket in self._tickets
            self._tickets.discard(ticket)
            return good

    async def _keep(self, connection: Connection) -> None:
        await connection.websocket.send_text(json.dumps(self._hello()))
        self.on_change()
        with self._changed:
            self._open.append(connection)
            self._changed.notify_all()
        self.on_change()
        try:
            async for text in connection.websocket.iter_text():
                _hear(connection, text)
        finally:
            self._lose(connection)

    def _lose(self, connection: Connection) -> None:
        with self._changed:
            self._open.remove(connection)
        self.on_change()
        for answer in tuple(connection.waiting.values()):
            if not answer.done():
                answer.set_exception(ConnectionError("the connection ended"))

    def _hello(self) -> Json:
        return {
            "type": "hello",
            "num_connections": self.connections + 1,
            "connection_info": {"app_id": self._app_id},
            "debug_info": {"host": "sandbox", "started": str(int(time.time())), "approximate_connection_time": 18060},
        }


def _wrapped(envelope: Envelope, attempt: int, reason: str) -> Json:
    wrapped: Json = {
        "envelope_id": envelope.id,
        "type": envelope.kind,
        "accepts_response_payload": envelope.kind != "events_api",
        "payload": envelope.payload,
    }
    if envelope.kind == "events_api":
        wrapped |= {"retry_attempt": attempt, "retry_reason": reason}
    return wrapped


def _hear(connection: Connection, text: str) -> None:
    """Match an acknowledgement with what waits for it; anything else on the line means nothing to Slack."""
    try:
        message: Any = json.loads(text)
    except ValueError:
        return
    if not isinstance(message, dict):
        return
    answer = connection.waiting.get(str(message.get("envelope_id")))
    if answer is not None and not answer.done():
        payload = message.get("payload")
        answer.set_result(payload if isinstance(payload, dict) else {})
