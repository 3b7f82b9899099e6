"""Keeps other sites out: the sandbox answers only to its own loopback names."""

from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})


class LoopbackOnly:
    """Refuses requests whose Host, or whose Origin where there is one, is not loopback (DNS rebinding)."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or _is_ours(Headers(scope=scope)):
            await self._app(scope, receive, send)
        else:
            await PlainTextResponse("this sandbox is on loopback", 421)(scope, receive, send)


def _is_ours(headers: Headers) -> bool:
    host = urlsplit(f"//{headers.get('host', '')}").hostname
    origin = headers.get("origin")
    return host in LOOPBACK and (origin is None or urlsplit(origin).hostname in LOOPBACK)
