"""HTTP: Slack's events behind a checked signature, health and metrics."""

import asyncio
import json
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from time import perf_counter
from typing import Any
from urllib.parse import parse_qs

from slack_bolt import BoltResponse
from slack_sdk.signature import SignatureVerifier
from starlette.applications import Starlette
from starlette.background import BackgroundTask
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from handlers.door import Door
from handlers.metrics import Backlog, Metrics

BODY_LIMIT = 1_000_000
"""No payload of Slack's comes near this, in bytes."""
BODY_TIME = 5.0
"""Seconds within which all of a body has to be here: Slack itself waits for three."""
CLOSE = {"Connection": "close"}
"""What is left of a body that nobody reads must not keep the line."""

AT_ONCE = 4
"""Payloads that are answered at the same time; more threads would only wait for each other to compute."""

JSON = "application/json"
FORM = "application/x-www-form-urlencoded"


def web(
    door: Door,
    metrics: Metrics,
    *,
    ready: Callable[[], list[str]],
    backlog: Callable[[], Backlog],
    signing_secret: str | None,
    more: Sequence[Route] = (),
    body_time: float = BODY_TIME,
) -> Starlette:
    """The web application; without a signing secret only health, metrics and `more`, and no door for Slack."""

    def healthz(_request: Request) -> Response:
        return PlainTextResponse("ok\n")

    def readyz(_request: Request) -> Response:
        faults = ready()
        return JSONResponse({"ready": not faults, "faults": faults}, status_code=503 if faults else 200)

    def figures(_request: Request) -> Response:
        return Response(metrics.page(backlog()), media_type="text/plain; version=0.0.4")

    routes = [Route("/healthz", healthz), Route("/readyz", readyz), Route("/metrics", figures), *more]
    if signing_secret:
        events = _events(door, SignatureVerifier(signing_secret), body_time)
        routes.append(Route("/slack/events", events, methods=["POST"]))
    return Starlette(routes=routes)


def _events(door: Door, verifier: SignatureVerifier, body_time: float) -> Callable[[Request], Any]:
    hands = ThreadPoolExecutor(AT_ONCE, "door")

    async def events(request: Request) -> Response:
        try:
            async with asyncio.timeout(body_time):
                raw = await _read(request)
        except TimeoutError:
            return PlainTextResponse("That took too long.\n", status_code=408, headers=CLOSE)
        if raw is None:
            return PlainTextResponse("That is too long.\n", status_code=413, headers=CLOSE)
        arrived, headers = perf_counter(), dict(request.headers)
        if not _is_signed(verifier, raw, headers):
            return PlainTextResponse("The signature is missing, wrong or too old.\n", status_code=401)
        payload = payload_in(raw, headers.get("content-type", ""))
        if payload is None:
            return PlainTextResponse("That is not a payload of Slack's.\n", status_code=400)
        if payload.get("type") == "url_verification":
            return JSONResponse({"challenge": str(payload.get("challenge", ""))})
        if "ssl_check" in payload:
            return Response()
        tries = _tries(headers.get("x-slack-retry-num", ""))
        found = await asyncio.get_running_loop().run_in_executor(hands, door.receive, payload, arrived, tries)
        return _response(*found)

    return events


def payload_in(raw: bytes, content_type: str) -> dict[str, Any] | None:
    """The payload in a request's body; None when it is none that Slack could have sent."""
    try:
        text = raw.decode("utf-8")
        if content_type.startswith(FORM):
            form = {key: values[0] for key, values in parse_qs(text, keep_blank_values=True).items()}
            found = json.loads(form["payload"]) if "payload" in form else form
        else:
            found = json.loads(text)
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) and _is_slack_like(found) else None


def _is_slack_like(payload: dict[str, Any]) -> bool:
    kind = payload.get("type")
    if kind == "event_callback":
        event = payload.get("event")
        return isinstance(event, dict) and isinstance(event.get("type"), str)
    return isinstance(kind, str) or isinstance(payload.get("command"), str) or "ssl_check" in payload


def _is_signed(verifier: SignatureVerifier, raw: bytes, headers: dict[str, str]) -> bool:
    try:
        return bool(verifier.is_valid_request(raw, headers))
    except (TypeError, ValueError):
        return False


def _tries(told: str) -> int:
    return int(told) if told.isdecimal() and len(told) < 3 else 0


async def _read(request: Request) -> bytes | None:
    raw = bytearray()
    async for chunk in request.stream():
        raw += chunk
        if len(raw) > BODY_LIMIT:
            return None
    return bytes(raw)


def _response(answer: BoltResponse, afterwards: Callable[[], None]) -> Response:
    async def later() -> None:
        afterwards()

    return Response(
        answer.body,
        status_code=answer.status,
        headers={name: values[0] for name, values in answer.headers.items() if name.lower() != "content-length"},
        background=BackgroundTask(later),
    )
