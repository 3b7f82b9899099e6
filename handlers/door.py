"""The door that both modes share: every payload gets an answer, whatever it is and whatever fails behind it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from time import perf_counter
from typing import Any
from uuid import uuid4

import structlog
from pydantic import ValidationError
from slack_bolt import App, BoltContext, BoltRequest, BoltResponse
from slack_bolt.error import BoltUnhandledRequestError
from structlog.contextvars import bound_contextvars

from handlers.authorize import UnknownWorkspace
from handlers.ears import Ears
from handlers.excuses import Excuses, reply_url
from handlers.failures import report
from handlers.hands import Hands
from handlers.metrics import Metrics
from handlers.overlays import Overlays
from handlers.pace import Pace, is_paced, who
from handlers.replies import is_slacks, reply_at
from handlers.shapes import NotOurs, check
from handlers.slack_errors import CALL_ERRORS, OUR_FAULTS, sort
from handlers.tokens import NotInstalled
from phrasebook.book import Phrasebook
from storage.store import StorageUnavailable, within

log = structlog.get_logger()

ANSWER = 2.2
"""Seconds after which nothing more is asked of memory for a payload: Slack waits for three."""
HANDS = 8
"""Calls that listeners left for after the answer, at the same time."""

Payload = dict[str, Any]


@dataclass(slots=True)
class Visit:
    """One payload on its way through: what listeners leave for afterwards, and how it went."""

    payload: Payload
    arrived: float
    """By `perf_counter`."""
    tries: int = 0
    """How often Slack sent it before."""
    afterwards: list[Callable[[], object]] = field(default_factory=list)
    outcome: str = "ok"
    request: str = field(default_factory=lambda: uuid4().hex)
    """Names it in the log."""


class Door:
    """Lets payloads in, one by one, and runs what listeners left for afterwards once Slack has its answer."""

    def __init__(
        self, app: App, book: Phrasebook, metrics: Metrics, overlays: Overlays, ears: Ears, *, api_url: str, pace: int
    ) -> None:
        self._app, self._metrics, self._ears, self._api_url = app, metrics, ears, api_url
        self._excuses, self._overlays, self._pace = Excuses(book), overlays, Pace(pace)
        self._hands = Hands("afterwards", HANDS)

        @app.error
        def failed(error: Exception, context: BoltContext) -> BoltResponse:
            return self._failed(error, context["visit"])

    def receive(
        self, payload: Payload, arrived: float | None = None, tries: int = 0
    ) -> tuple[BoltResponse, Callable[[], None]]:
        """Slack's answer, and what is to be called after it was sent, which waits for nothing.

        What `arrived` a while ago, by `perf_counter`, has waited for its turn, and Slack for its answer; it has less
        time left, and is refused when it has none. `tries` are how often Slack sent it before.
        """
        visit = Visit(payload, perf_counter() if arrived is None else arrived, tries)
        if not is_slacks(payload.get("response_url", self._api_url), self._api_url):
            del payload["response_url"]
        with bound_contextvars(request=visit.request):
            response = self._answer(visit)
        self._metrics.heard.labels(kind_of(payload), visit.outcome).inc()
        self._metrics.answered.observe(perf_counter() - visit.arrived)
        # Whoever sees the answer and asks whether all is done must not be told so before these were even begun.
        self._hands.announce(len(visit.afterwards))
        return response, lambda: self._run(visit)

    def rest(self, timeout: float) -> bool:
        """Wait until all that was left for afterwards is done; False when that takes longer than `timeout` seconds."""
        return self._hands.rest(timeout)

    def close(self) -> None:
        """Finish what was left for afterwards; what Slack does not take at once is left behind."""
        self._hands.close()

    def _answer(self, visit: Visit) -> BoltResponse:
        if is_paced(visit.payload) and not self._pace.take(who(visit.payload)):
            visit.outcome = "too_fast"
            return BoltResponse(status=200, body=self._excuses.answer(visit.payload, "too_fast"))
        try:
            check(visit.payload)
            with within(visit.arrived + ANSWER - perf_counter()):
                return self._app.dispatch(_request(visit))
        except Exception as error:
            # Bolt's own error handling stumbles over payloads that lack what it takes for granted.
            return self._failed(error, visit)

    def _failed(self, error: Exception, visit: Visit) -> BoltResponse:
        match error:
            case StorageUnavailable():
                visit.outcome = "not_saved"
                self._count("storage", error)
                return self._not_saved(visit)
            case BoltUnhandledRequestError() | UnknownWorkspace():
                visit.outcome = "unknown"
            case ValidationError() | Malformed() | NotOurs():
                visit.outcome = "malformed"
            case _:
                visit.outcome = "failed"
                self._count("listener", error)
        return BoltResponse(status=200, body="")

    def _count(self, where: str, error: Exception) -> None:
        self._metrics.failures.labels(where).inc()
        report(where, error)

    def _not_saved(self, visit: Visit) -> BoltResponse:
        """Events come again when they are refused; commands and presses do not, so their person is told.

        Whom we cannot tell is told by Slack, which says that the app did not answer.
        """
        if answer := self._excuses.answer(visit.payload, "not_saved"):
            visit.afterwards[:] = []
            return BoltResponse(status=200, body=answer)
        is_event = visit.payload.get("type") == "event_callback"
        if is_event and self._ears.refused(visit.tries):
            log.warning("event_lost")
        told = None if is_event else self._telling(visit.payload)
        visit.afterwards[:] = [told] if told else []
        return BoltResponse(status=200 if told else 503, body="")

    def _telling(self, payload: Payload) -> Callable[[], object] | None:
        """What tells somebody who pressed that it was not saved: beside what they pressed, or over it."""
        if url := reply_url(payload):
            return lambda: reply_at(self._metrics, url, **self._excuses.whisper("not_saved"))
        return self._overlays.over(payload, who(payload)[0], self._excuses.window("not_saved"))

    def _run(self, visit: Visit) -> None:
        for call in visit.afterwards:
            self._hands.give_announced(partial(self._call, call, visit))

    def _call(self, call: Callable[[], object], visit: Visit) -> None:
        with bound_contextvars(request=visit.request):
            try:
                call()
            except (NotInstalled, NotOurs) as error:
                log.info("nothing_to_do", error=type(error).__qualname__)
            except CALL_ERRORS as error:
                self._refused(error, visit)
            except Exception as error:
                self._count("afterwards", error)
                self._tell_later(visit)

    def _refused(self, error: Exception, visit: Visit) -> None:
        """Slack did not take it; that is a fault of our own only where Slack could not make sense of it."""
        refusal = sort(error)
        self._metrics.slack_refused.labels(refusal.label).inc()
        log.warning("slack_refused", error=refusal.error, verdict=refusal.verdict, kind=kind_of(visit.payload))
        if refusal.error in OUR_FAULTS:
            self._count("afterwards", error)
        self._tell_later(visit)

    def _tell_later(self, visit: Visit) -> None:
        """What was to be shown could not be: whoever asked for it is told, once, where they asked."""
        if not (url := reply_url(visit.payload)) or visit.outcome == "not_done":
            return
        visit.outcome = "not_done"
        said = self._excuses.answer(visit.payload, "not_done") or self._excuses.whisper("not_done")
        try:
            reply_at(self._metrics, url, **said)
        except CALL_ERRORS as error:
            log.warning("slack_refused", error=sort(error).error, verdict=sort(error).verdict, kind="reply")


class Malformed(Exception):
    """A field has a shape in which Bolt cannot even look at the payload."""


def _request(visit: Visit) -> BoltRequest:
    event = visit.payload.get("event")
    is_message = isinstance(event, dict) and event.get("type") == "message"
    context = {"visit": visit, "afterwards": visit.afterwards, "asks_itself": is_message}
    try:
        return BoltRequest(body=visit.payload, mode="socket_mode", context=context)
    except (AttributeError, IndexError, KeyError, TypeError, ValueError) as error:
        raise Malformed from error


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
