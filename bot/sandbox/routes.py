"""The sandbox's doors: Web API, socket, response URLs, uploads."""

import json
from collections.abc import Callable
from email.utils import format_datetime
from urllib.parse import urlencode

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Route, WebSocketRoute
from starlette.types import Receive, Scope, Send
from starlette.websockets import WebSocket

from bot.sandbox import file_methods, oauth, responding, web_api
from bot.sandbox.api_forms import read_call
from bot.sandbox.faults import Fault, Trouble
from bot.sandbox.host import Lines
from bot.sandbox.refusals import SlackError
from bot.sandbox.values import Json
from bot.sandbox.world import World

RESPONSE_URL = "response_url"


class Doors:
    """What the app's client calls."""

    def __init__(self, world: World, lines: Lines) -> None:
        self._world = world
        self._lines = lines

    def routes(self) -> list[BaseRoute]:
        return [
            Route("/api/{method}", self.api, methods=["GET", "POST"]),
            Route("/oauth/v2/authorize", self.authorize, methods=["GET"]),
            Route("/response/{team}/{id}", self.response, methods=["POST"]),
            Route("/upload/{team}/{id}", self.upload, methods=["POST"]),
            WebSocketRoute("/link/", self.link),
        ]

    async def link(self, websocket: WebSocket) -> None:
        await self._world.sockets.serve(websocket)

    async def api(self, request: Request) -> Response:
        method = request.path_params["method"]
        try:
            token, args = read_call(
                request.url.query,
                request.headers.get("content-type", ""),
                await request.body(),
                request.headers.get("authorization", ""),
            )
            args = oauth.with_basic(args, request.headers.get("authorization", ""))
        except SlackError as refusal:
            web_api.record(self._world, method, "", {}, refusal.code)
            return JSONResponse({"ok": False, "error": refusal.code})
        return await self._meet(request, method, args, lambda: self._answer(method, token, args))

    def _answer(self, method: str, token: str, args: Json) -> Response:
        headers = {
            "Date": format_datetime(self._world.clock.now(), usegmt=True),
            "X-OAuth-Scopes": ",".join(sorted(self._world.manifest.scopes)),
        }
        return JSONResponse(web_api.call(self._world, method, token, args), headers=headers)

    async def response(self, request: Request) -> Response:
        team, id = request.path_params["team"], request.path_params["id"]
        body = await request.body()
        return await self._meet(request, RESPONSE_URL, {}, lambda: self._respond(team, id, body))

    def _respond(self, team: str, id: str, body: bytes) -> Response:
        try:
            given = json.loads(body)
            responding.use_url(self._world, team, id, given if isinstance(given, dict) else {})
        except ValueError:
            return PlainTextResponse("invalid_payload", status_code=400)
        except SlackError as refusal:
            gone = refusal.code in ("invalid_url", "expired_url", "used_url")
            return PlainTextResponse(refusal.code, status_code=404 if gone else 400)
        return PlainTextResponse("ok")

    async def _meet(self, request: Request, name: str, args: Json, work: Callable[[], Response]) -> Response:
        """Do the work, or let the fault that is due have its way with it."""
        faults = self._world.faults
        fault = faults.meet(name) or faults.too_soon(name, str(args.get("channel", "")))
        if fault is None:
            return work()
        done = work() if fault.done else None
        if fault.trouble is Trouble.HANG:
            await run_in_threadpool(self._world.faults.hold, fault.seconds)
            return done or work()
        if done is None:
            web_api.record(self._world, name, "", args, _named(fault))
        if fault.trouble in (Trouble.RESET, Trouble.HALF):
            return _Broken(self._lines, request, done, half=fault.trouble is Trouble.HALF)
        return _refused(fault)

    async def authorize(self, request: Request) -> Response:
        """Where the app sends whoever installs it: the first admin of `team` says yes and is sent back with a code."""
        asked = request.query_params
        workspace = self._world.workspaces.get(asked.get("team") or next(iter(self._world.workspaces)))
        if workspace is None or asked.get("client_id") != self._world.app.client_id or "redirect_uri" not in asked:
            return PlainTextResponse("invalid_client_id", status_code=400)
        admin = next(member.id for member in workspace.members.values() if member.admin)
        answer = {"code": oauth.grant(self._world, workspace.id, admin), "state": asked.get("state", "")}
        return RedirectResponse(f"{asked['redirect_uri']}?{urlencode(answer)}", status_code=302)

    async def upload(self, request: Request) -> Response:
        team, id = request.path_params["team"], request.path_params["id"]
        body = await request.body()
        try:
            with self._world.changes.lock:
                file_methods.receive(self._world.workspaces[team], id, len(body))
        except (KeyError, SlackError):
            return PlainTextResponse("file_not_found", status_code=404)
        return PlainTextResponse(f"OK - {len(body)}")


def _named(fault: Fault) -> str:
    """How the ledger calls a call that got no answer of Slack's."""
    codes = {Trouble.RATE_LIMIT: "ratelimited", Trouble.SERVER_ERROR: f"http_{fault.status}", Trouble.ERROR: fault.code}
    return codes.get(fault.trouble, str(fault.trouble))


def _refused(fault: Fault) -> Response:
    if fault.trouble is Trouble.RATE_LIMIT:
        headers = {"Retry-After": str(int(fault.seconds))}
        return JSONResponse({"ok": False, "error": "ratelimited"}, status_code=429, headers=headers)
    if fault.trouble is Trouble.SERVER_ERROR:
        return PlainTextResponse("upstream trouble", status_code=fault.status)
    return JSONResponse({"ok": False, "error": fault.code})


class _Broken(Response):
    """No answer, or half of one, on a connection that breaks."""

    def __init__(self, lines: Lines, request: Request, done: Response | None, *, half: bool) -> None:
        super().__init__(bytes(done.body) if done else b"", media_type="application/json")
        self._lines = lines
        self._request = request
        self._half = half

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if not self._half:
            self._lines.reset(self._request)
            await _gone(receive)
            return
        await send({"type": "http.response.start", "status": 200, "headers": self.raw_headers})
        await send({"type": "http.response.body", "body": bytes(self.body)[: len(self.body) // 2], "more_body": True})
        self._lines.end(self._request)
        await _gone(receive)


async def _gone(receive: Receive) -> None:
    """Wait until the server has noticed that the connection ended."""
    while (await receive())["type"] != "http.disconnect":
        continue
