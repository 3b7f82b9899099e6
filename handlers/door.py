"""The door that both modes share: every payload gets an answer, whatever it is and whatever fails behind it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from time import perf_counter
from typing import Any

import structlog
from pydantic import ValidationError
from slack_bolt import App, BoltContext, BoltRequest, BoltResponse
from slack_bolt.error import BoltUnhandledRequestError

from handlers.authorize import UnknownWorkspace
from handlers.blocks import clamp, section
from handlers.failures import report
from handlers.hands import Hands
from handlers.metrics import Metrics
from handlers.rich_text import escape
from phrasebook.book import Phrasebook
from storage.store import StorageUnavailable, within

log = structlog.get_logger()

ANSWER = 2.5
"""Seconds that everything asked of memory for one payload may take together: Slack waits for three."""
HANDS = 8
"""Calls that listeners left for after the answer, at the same time."""


@dataclass(slots=True)
class Visit:
    """One payload on its way through: what listeners leave for afterwards, and how it went."""

    payload: dict[str, Any]
    afterwards: list[Callable[[], None]] = field(default_factory=list)
    outcome: str = "ok"


class Door:
    """Lets payloads in, one by one, and runs what listeners left for afterwards once Slack has its answer."""

    def __init__(self, app: App, book: Phrasebook, metrics: Metrics) -> None:
        self._app, self._book, self._metrics = app, book, metrics
        self._hands = Hands("afterwards", HANDS)

        @app.error
        def failed(error: Exception, context: BoltContext) -> BoltResponse:
            return self._failed(error, context["visit"])

    def receive(self, payload: dict[str, Any]) -> tuple[BoltResponse, Callable[[], None]]:
        """Slack's answer, and what is to be called after it was sent."""
        started, visit = perf_counter(), Visit(payload)
        request = _request(visit)
        response = self._dispatch(request, visit) if request else BoltResponse(status=200, body="")
        self._metrics.heard.labels(kind_of(payload), visit.outcome).inc()
        self._metrics.answered.observe(perf_counter() - started)
        return response, lambda: self._run(visit.afterwards)

    def rest(self, timeout: float) -> bool:
        """Wait until all that was left for afterwards is done; False when that takes longer than `timeout` seconds."""
        return self._hands.rest(timeout)

    def close(self) -> None:
        """Finish what was left for afterwards; what Slack does not take at once is left behind."""
        self._hands.close()

    def _dispatch(self, request: BoltRequest, visit: Visit) -> BoltResponse:
        try:
            with within(ANSWER):
                return self._app.dispatch(request)
        except Exception as error:
            # Bolt's own error handling stumbles over payloads that lack what it takes for granted.
            return self._failed(error, visit)

    def _failed(self, error: Exception, visit: Visit) -> BoltResponse:
        match error:
            case StorageUnavailable():
                visit.outcome = "not_saved"
                self._count("storage", error)
                return self._not_saved(visit.payload)
            case BoltUnhandledRequestError() | UnknownWorkspace():
                visit.outcome = "unknown"
            case ValidationError():
                visit.outcome = "malformed"
            case _:
                visit.outcome = "failed"
                self._count("listener", error)
        return BoltResponse(status=200, body="")

    def _count(self, where: str, error: Exception) -> None:
        self._metrics.failures.labels(where).inc()
        report(where, error)

    def _not_saved(self, payload: Mapping[str, Any]) -> BoltResponse:
        """Events come again when they are refused; commands and presses do not, so their person is told."""
        if "command" in payload:
            return BoltResponse(status=200, body=self._told("levelhead.not_saved", typed=_typed(payload)))
        if payload.get("type") == "view_submission":
            return BoltResponse(status=200, body=_kept_open(payload, self._book.say("levelhead.not_saved_press")))
        return BoltResponse(status=503 if payload.get("type") == "event_callback" else 200, body="")

    def _told(self, key: str, **slots: str) -> dict[str, Any]:
        text = self._book.say(key, **slots)
        return {"response_type": "ephemeral", "text": text, "blocks": [section(text)]}

    def _run(self, afterwards: list[Callable[[], None]]) -> None:
        for call in afterwards:
            self._hands.give(partial(self._call, call))

    def _call(self, call: Callable[[], None]) -> None:
        try:
            call()
        except Exception as error:
            self._count("afterwards", error)


def _request(visit: Visit) -> BoltRequest | None:
    """The payload as Bolt wants it; None where Bolt cannot even look at it, as a field has the wrong shape."""
    context = {"visit": visit, "afterwards": visit.afterwards}
    try:
        return BoltRequest(body=visit.payload, mode="socket_mode", context=context)
    except (AttributeError, IndexError, KeyError, TypeError, ValueError):
        visit.outcome = "malformed"
        return None


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
