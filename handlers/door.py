"""The door that both modes share: every payload gets an answer, whatever it is and whatever fails behind it."""

from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from time import perf_counter
from typing import Any

import structlog
from pydantic import ValidationError
from slack_bolt import App, BoltRequest, BoltResponse
from slack_bolt.error import BoltUnhandledRequestError

from handlers.authorize import UnknownWorkspace
from handlers.blocks import clamp, section
from handlers.failures import report
from handlers.metrics import Metrics
from handlers.rich_text import escape
from phrasebook.book import Phrasebook
from storage.store import StorageUnavailable

log = structlog.get_logger()

HANDS = 8
"""Calls that listeners left for after the answer, at the same time."""


class Door:
    """Lets payloads in, one by one, and runs what listeners left for afterwards once Slack has its answer."""

    def __init__(self, app: App, book: Phrasebook, metrics: Metrics) -> None:
        self._app, self._book, self._metrics = app, book, metrics
        self._hands = ThreadPoolExecutor(HANDS, thread_name_prefix="afterwards")
        app.error(self._failed)

    def receive(self, request: BoltRequest) -> tuple[BoltResponse, Callable[[], None]]:
        """Slack's answer, and what is to be called after it was sent."""
        started = perf_counter()
        afterwards: list[Callable[[], None]] = []
        request.context["afterwards"] = afterwards
        request.context["outcome"] = "ok"
        response = self._app.dispatch(request)
        self._metrics.heard.labels(kind_of(request.body), request.context["outcome"]).inc()
        self._metrics.answered.observe(perf_counter() - started)
        return response, lambda: self._run(afterwards)

    def close(self) -> None:
        """Finish what was left for afterwards."""
        self._hands.shutdown(wait=True)

    def _failed(self, error: Exception, request: BoltRequest) -> BoltResponse:
        match error:
            case StorageUnavailable():
                return self._not_saved(error, request)
            case BoltUnhandledRequestError() | UnknownWorkspace():
                outcome = "unknown"
            case ValidationError():
                outcome = "malformed"
            case _:
                outcome = "failed"
                self._metrics.failures.labels("listener").inc()
                report("listener", error)
        request.context["outcome"] = outcome
        return BoltResponse(status=200, body="")

    def _not_saved(self, error: Exception, request: BoltRequest) -> BoltResponse:
        """Events come again when they are refused; commands and presses do not, so their person is told."""
        request.context["outcome"] = "not_saved"
        self._metrics.failures.labels("storage").inc()
        report("storage", error)
        body = request.body
        if "command" in body:
            return BoltResponse(status=200, body=self._told("levelhead.not_saved", typed=_typed(body)))
        if body.get("type") == "view_submission":
            return BoltResponse(status=200, body=_kept_open(body, self._book.say("levelhead.not_saved_press")))
        if body.get("type") == "event_callback":
            return BoltResponse(status=503, body="")
        return BoltResponse(status=200, body="")

    def _told(self, key: str, **slots: str) -> dict[str, Any]:
        text = self._book.say(key, **slots)
        return {"response_type": "ephemeral", "text": text, "blocks": [section(text)]}

    def _run(self, afterwards: list[Callable[[], None]]) -> None:
        for call in afterwards:
            self._hands.submit(self._call, call)

    def _call(self, call: Callable[[], None]) -> None:
        try:
            call()
        except Exception as error:
            self._metrics.failures.labels("afterwards").inc()
            report("afterwards", error)


def kind_of(body: Mapping[str, Any]) -> str:
    """What a payload is, from a closed set, for a metric's label."""
    if "command" in body:
        return "command"
    kind = str(body.get("type", ""))
    return kind if kind in KINDS else "other"


KINDS = frozenset(
    {"event_callback", "block_actions", "view_submission", "view_closed", "message_action", "shortcut"}
    | {"block_suggestion", "url_verification"}
)


def _typed(body: Mapping[str, Any]) -> str:
    return escape(clamp(f"{body['command']} {body.get('text', '')}".strip(), 2500))


def _kept_open(body: Mapping[str, Any], text: str) -> dict[str, Any]:
    """A modal that stays open with what was typed, and says under its first input that nothing was saved."""
    inputs = [block["block_id"] for block in body.get("view", {}).get("blocks", ()) if block.get("type") == "input"]
    return {"response_action": "errors", "errors": {inputs[0]: text}} if inputs else {}
