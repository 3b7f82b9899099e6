"""Where a processor's time for a message goes, step by step, each done by itself; without HTTP and without hints."""

import time
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from slack_bolt import App, BoltRequest
from slack_bolt.authorization import AuthorizeResult

from handlers.assemble import Levelhead, assemble, open_book
from handlers.serve import warm
from phrasebook.book import Phrasebook
from storage.store import Memory
from tests.bench.events import HOME, event
from tests.bench.figures import Figure, in_turn, middle
from tests.bench.growth import settings
from tests.bench.slack import slack
from tests.databases import sqlite_url

MANY = 300
"""Messages in a row."""
Step = Callable[[dict[str, Any]], object]


def spent(said: Sequence[str], rounds: int, folder: Path | None) -> Iterator[Figure]:
    """The whole way first, then its parts; what is left over is what we remember, look up and decide."""
    with slack() as there, TemporaryDirectory(dir=folder) as own:
        asked = settings(there.api, sqlite_url(Path(own)))
        book = open_book(asked)
        warm(book)
        bot = assemble(asked, book)
        try:
            payloads = _payloads(said, rounds)
            steps = _steps(bot, book)
            found = in_turn(rounds, *(partial(_cost, step, payloads) for step in steps.values()))
        finally:
            bot.door.close()
            bot.store.close()
    costs = {name: middle(times) for name, times in zip(steps, found, strict=True)}
    whole = next(iter(costs.values()))
    for name, cost in costs.items():
        yield Figure(name=f"of a message's time: {name}", unit="ms", ours=cost, peer=whole, beside="the whole way")


def _payloads(said: Sequence[str], rounds: int) -> Iterator[dict[str, Any]]:
    """No message twice, or it would not be remembered again."""
    start = time.time()
    return (event(number, said[number % len(said)], start) for number in range(100 * rounds * MANY))


def _steps(bot: Levelhead, book: Phrasebook) -> dict[str, Step]:
    return {
        "the whole way through the door": bot.door.receive,
        "Bolt with a listener that does nothing": _bare_bolt(),
        "two transactions that do nothing": lambda _: _nothing(bot),
        "a transaction with five lookups, as many as a message makes": lambda payload: _five(bot, payload),
        "reading": lambda payload: book.read(payload["event"]["text"]),
    }


def _bare_bolt() -> Step:
    app = App(
        authorize=lambda: AuthorizeResult(enterprise_id=None, team_id=HOME),
        process_before_response=True,
        request_verification_enabled=False,
        ssl_check_enabled=False,
        url_verification_enabled=False,
    )

    @app.event("message")
    def hear() -> None:
        """Nothing."""

    return lambda payload: app.dispatch(BoltRequest(body=payload, mode="socket_mode"))


def _nothing(bot: Levelhead) -> None:
    for ask in (bot.store.recall, bot.store.remember):
        ask(lambda _memory: None)


def _five(bot: Levelhead, payload: dict[str, Any]) -> None:
    person = payload["event"]["user"]

    def work(memory: Memory) -> None:
        for _ in range(5):
            memory.people.find(HOME, person)

    bot.store.recall(work)


def _cost(step: Step, payloads: Iterator[dict[str, Any]]) -> float:
    those = [next(payloads) for _ in range(MANY)]
    began = time.process_time()
    for payload in those:
        step(payload)
    return (time.process_time() - began) / MANY * 1000
