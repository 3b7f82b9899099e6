"""A Starlette application served on 127.0.0.1 by uvicorn, in a thread of its own."""

import asyncio
import socket
import struct
import threading
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from uvicorn.protocols.http.h11_impl import H11Protocol

PATIENCE = 2.0
MOMENT = 0.002
PING = 0.25
"""slack_sdk's client notices only when something comes in that it was told to close."""
RST = struct.pack("ii", 1, 0)


class Lines:
    """The open HTTP connections by the client's address, so that one can be broken on purpose."""

    def __init__(self) -> None:
        self._open: dict[tuple[str, int], asyncio.Transport] = {}

    def keep(self, client: tuple[str, int] | None, transport: asyncio.Transport) -> None:
        if client:
            self._open[client] = transport

    def lose(self, client: tuple[str, int] | None) -> None:
        if client:
            self._open.pop(client, None)

    def reset(self, request: Request) -> None:
        """Break the connection so that the client sees a reset."""
        transport = self._of(request)
        transport.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RST)
        transport.abort()

    def end(self, request: Request) -> None:
        """Close the connection once what was written has left."""
        self._of(request).close()

    def _of(self, request: Request) -> asyncio.Transport:
        host, port = request.client or ("", 0)
        return self._open[(host, port)]


def _protocol(lines: Lines) -> type[H11Protocol]:
    class Watched(H11Protocol):
        def connection_made(self, transport: asyncio.BaseTransport) -> None:
            if isinstance(transport, asyncio.Transport):
                super().connection_made(transport)
                lines.keep(self.client, transport)

        def connection_lost(self, exc: Exception | None) -> None:
            lines.lose(self.client)
            super().connection_lost(exc)

    return Watched


class PromptServer(uvicorn.Server):
    """uvicorn's server without its pauses: it is told when to stop, and on loopback connections end at once."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self._stopping = asyncio.Event()
        self._loop: asyncio.AbstractEventLoop | None = None

    def stop(self, first: Callable[[], None] = lambda: None) -> None:
        """End soon; from any thread. `first` is called in the server's own before it ends."""
        self.should_exit = True
        if self._loop:
            self._loop.call_soon_threadsafe(first)
            self._loop.call_soon_threadsafe(self._stopping.set)

    async def serve(self, sockets: list[socket.socket] | None = None) -> None:
        self._loop = asyncio.get_running_loop()
        await super().serve(sockets)

    async def main_loop(self) -> None:
        await self.on_tick(0)
        await self._stopping.wait()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        await self._let_nobody_in()
        try:
            await asyncio.wait_for(self._ended(), PATIENCE)
        except TimeoutError:
            for task in self.server_state.tasks:
                task.cancel()
        await self.lifespan.shutdown()

    async def _let_nobody_in(self) -> None:
        """Who was let in a moment ago takes a moment to get a connection, and is lost where the door is shut before."""
        for server in self.servers:
            for door in server.sockets:
                asyncio.get_running_loop().remove_reader(door.fileno())
        await asyncio.sleep(MOMENT)
        for server in self.servers:
            server.close()

    async def _ended(self) -> None:
        while self.server_state.connections or self.server_state.tasks:
            for connection in tuple(self.server_state.connections):
                connection.shutdown()
            await asyncio.sleep(MOMENT)


class Host:
    """Serves from `start` to `stop`. The socket is bound at once, so that the address is known before the start."""

    def __init__(self, port: int) -> None:
        self.lines = Lines()
        self._socket = socket.create_server(("127.0.0.1", port), backlog=256)
        self.port: int = self._socket.getsockname()[1]
        self._ready = threading.Event()
        self._server: PromptServer | None = None
        self._thread: threading.Thread | None = None
        self._on_stop: Callable[[], None] = lambda: None

    def start(self, app: Starlette, on_stop: Callable[[], None]) -> None:
        """Serve `app` in a thread; `on_stop` is called in that thread before the server ends."""
        self._on_stop = on_stop
        app.router.lifespan_context = self._lifespan
        config = uvicorn.Config(
            app,
            http=_protocol(self.lines),
            ws="websockets-sansio",
            lifespan="on",
            log_config=None,
            log_level="error",
            access_log=False,
            server_header=False,
            ws_ping_interval=PING,
            date_header=False,
        )
        self._server = PromptServer(config)
        self._thread = threading.Thread(target=self._server.run, args=([self._socket],), name="sandbox", daemon=True)
        self._thread.start()
        if not self._ready.wait(10):
            raise TimeoutError("the sandbox's server did not start within 10 s")

    def stop(self) -> None:
        if self._server and self._thread:
            self._server.stop(self._on_stop)
            self._thread.join(10)
        self._socket.close()

    @asynccontextmanager
    async def _lifespan(self, app: Starlette) -> AsyncIterator[None]:
        self._ready.set()
        yield
