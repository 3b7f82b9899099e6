"""The page's own doors: its files, what one person sees, what changed, and what to do."""

import asyncio
import json
from collections.abc import AsyncIterator
from pathlib import Path

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, PlainTextResponse, Response, StreamingResponse
from starlette.routing import BaseRoute, Route

from bot.sandbox import page_acts, page_state
from bot.sandbox.refusals import PersonCannot, SlackError
from bot.sandbox.workspace import Workspace
from bot.sandbox.world import World

PAGE = Path(__file__).parent / "page"
SERVED = {".css": "text/css", ".html": "text/html", ".js": "text/javascript", ".svg": "image/svg+xml"}
HEARTBEAT = 15.0
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
GUARDS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}


class PageDoors:
    """What the page in the browser calls."""

    def __init__(self, world: World, workspace: Workspace) -> None:
        self._world = world
        self._workspace = workspace
        self._closing = asyncio.Event()

    def routes(self) -> list[BaseRoute]:
        return [
            Route("/", self.index, methods=["GET"]),
            Route("/page/state", self.state, methods=["GET"]),
            Route("/page/events", self.events, methods=["GET"]),
            Route("/page/act", self.act, methods=["POST"]),
            Route("/page/{name}", self.file, methods=["GET"]),
        ]

    def close(self) -> None:
        """End the streams of news; called in the server's own thread."""
        self._closing.set()

    async def index(self, request: Request) -> Response:
        return _file("index.html")

    async def file(self, request: Request) -> Response:
        return _file(request.path_params["name"])

    async def state(self, request: Request) -> Response:
        """Everything that the person named in `as` can see."""
        user = request.query_params.get("as") or page_state.first_person(self._workspace)
        try:
            told = await run_in_threadpool(page_state.state, self._world, self._workspace, user)
        except SlackError:
            return JSONResponse({"ok": False, "error": "There is no such person here."}, 404, GUARDS)
        return JSONResponse(told, headers=GUARDS)

    async def act(self, request: Request) -> Response:
        """Do one thing as one person, over the real wire."""
        if request.headers.get("content-type", "").partition(";")[0].strip() != "application/json":
            return PlainTextResponse("only application/json", 415, GUARDS)
        try:
            asked = json.loads(await request.body())
        except ValueError:
            asked = None
        if not isinstance(asked, dict):
            return PlainTextResponse("not a JSON object", 400, GUARDS)
        try:
            error = await run_in_threadpool(page_acts.act, self._world, self._workspace, asked)
        except PersonCannot as refusal:
            error = str(refusal)
        return JSONResponse({"ok": not error} | ({"error": error} if error else {}), headers=GUARDS)

    async def events(self, request: Request) -> Response:
        return StreamingResponse(self._news(), media_type="text/event-stream", headers=GUARDS)

    async def _news(self) -> AsyncIterator[str]:
        """The version at once and after each change; changes close together are told once."""
        loop, changed = asyncio.get_running_loop(), asyncio.Event()

        def wake() -> None:
            loop.call_soon_threadsafe(changed.set)

        self._world.changes.watch(wake)
        try:
            while not self._closing.is_set():
                yield f"data: {json.dumps({'version': self._world.changes.version})}\n\n"
                changed.clear()
                if not await self._moved(changed):
                    yield ": still here\n\n"
        finally:
            self._world.changes.forget(wake)

    async def _moved(self, changed: asyncio.Event) -> bool:
        """Wait for a change, for the end, or for the next heartbeat; whether it was one of the first two."""
        waits = [asyncio.ensure_future(each.wait()) for each in (changed, self._closing)]
        done, pending = await asyncio.wait(waits, timeout=HEARTBEAT, return_when=asyncio.FIRST_COMPLETED)
        for each in pending:
            each.cancel()
        return bool(done)


def _file(name: str) -> Response:
    path = PAGE / name
    if path.parent != PAGE or path.suffix not in SERVED or not path.is_file():
        return PlainTextResponse("not found", 404, GUARDS)
    return FileResponse(path, headers=GUARDS, media_type=SERVED[path.suffix])
