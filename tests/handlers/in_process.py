"""The bot beside the sandbox in one process: payloads come in without a wire, all of Slack's answers go over it."""

import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

from bot.sandbox.envelopes import Answer, Envelope, NotAcked
from bot.sandbox.server import Sandbox
from handlers.assemble import Instead, Levelhead, assemble
from handlers.door import Door
from handlers.features import FEATURES, Feature
from tests.databases import sqlite_url
from tests.running import built_in_book, settings_for

OK = range(200, 300)
FAST = 10_000
"""Commands and forms a minute: a life of sixty steps is lived in seconds."""
NOTHING: Instead = {}


class InProcess:
    """A way to the app that takes payloads to its door, as HTTP would once the signature was looked at."""

    def __init__(self, door: Door) -> None:
        self._door = door

    def carry(self, envelope: Envelope, attempt: int, reason: str) -> Answer:
        return self.give(envelope.payload)

    def give(self, payload: dict[str, Any]) -> Answer:
        """The app's answer to a payload; raises NotAcked where Slack would try again."""
        response, afterwards = self._door.receive(json.loads(json.dumps(_said(payload))))
        if response.status not in OK:
            raise NotAcked("http_error")
        afterwards()
        return Answer(_read(response.body))


def _said(payload: dict[str, Any]) -> dict[str, Any]:
    """Slack's forms leave out what is empty; its JSON does not."""
    if "command" not in payload:
        return payload
    return {key: str(value) for key, value in payload.items() if value is not None}


def _read(body: str) -> dict[str, Any]:
    if not body.strip():
        return {}
    found = json.loads(body) if body.startswith("{") else {"text": body}
    return found if isinstance(found, dict) else {"text": body}


@contextmanager
def running_inside(
    slack: Sandbox,
    folder: Path,
    *,
    now: Callable[[], datetime] | None = None,
    features: Sequence[Feature] = FEATURES,
    instead: Instead = NOTHING,
) -> Iterator[Levelhead]:
    """The bot in this process, on a fresh database, by the sandbox's clock or another `now`.

    `features` and `instead` are for `assemble`.
    """
    settings = settings_for(slack, folder, over_http=True, database_url=sqlite_url(folder), levelhead_pace=FAST)
    bot = assemble(settings, built_in_book(), now=now or slack.clock.now, features=features, instead=instead)
    slack.clock.on_move(bot.courier.wake)
    try:
        bot.start()
        slack.connect(InProcess(bot.door))
        yield bot
        slack.disconnect()
    finally:
        bot.stop()
