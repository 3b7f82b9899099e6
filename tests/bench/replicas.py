"""One, two and four replicas on one PostgreSQL: what they get done together, and that nothing is done twice."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from functools import partial
from threading import Event

from sqlalchemy import create_engine, text

from storage.engines import database_url
from tests.bench.bots import LEVELHEAD, running, stored, wait_until_stored
from tests.bench.figures import Figure, in_turn, middle
from tests.bench.sending import Plan, send
from tests.bench.slack import slack
from tests.databases import Postgres

MANY = (1, 2, 4)
EACH_AGAIN = 10
"""Every so manyth event comes twice, over whichever connection is free."""
PATIENCE = 120
DONE = {
    "called": "SELECT coalesce(sum(attempts), 0) FROM deliveries",
    "sent": "SELECT count(*) FROM deliveries WHERE outcome = 'sent'",
    "changes": "SELECT n_tup_upd FROM pg_stat_user_tables WHERE relname = 'deliveries'",
    "transactions": "SELECT xact_commit + xact_rollback FROM pg_stat_database WHERE datname = current_database()",
}
DUE = "SELECT count(*) FROM deliveries WHERE outcome IS NULL AND kind = 'hint'"


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """What some replicas did with the same messages; `asked` counts calls to Slack by method."""

    rate: float
    worked: float
    heard: int
    said: int
    called: int
    sent: int
    changes: int
    transactions: int
    asked: Mapping[str, int]
    statuses: Mapping[str, int]


def work(server: Postgres, said: Sequence[str], many: int) -> Work:
    """Share the messages out among so many replicas, and count once all is said and all are stopped."""
    url = server.fresh()
    with slack() as there:
        with ExitStack() as open_ones:
            bots = [open_ones.enter_context(running(LEVELHEAD, there.api, url)) for _ in range(many)]
            worked = sum(bot.worked for bot in bots)
            sent = send(Plan(ports=[bot.port for bot in bots], said=said, again=EACH_AGAIN))
            found, at = wait_until_stored(LEVELHEAD, url, len(said))
            _wait_until_said(url)
            worked = sum(bot.worked for bot in bots) - worked
        done = {name: _ask(url, question) for name, question in DONE.items()}
        return Work(
            rate=found / (at - sent.started),
            worked=worked / len(said) * 1000,
            heard=stored(LEVELHEAD, url),
            said=there.said,
            asked=dict(there.calls),
            statuses=sent.statuses,
            **done,
        )


def replicas(server: Postgres, said: Sequence[str], rounds: int) -> Iterator[Figure]:
    found = dict(zip(MANY, in_turn(rounds, *(partial(work, server, said, many) for many in MANY)), strict=True))
    alone = found[1]
    for many in MANY:
        ours, beside = found[many], f"{many} of them" if many > 1 else "1"
        once = all(one.heard == len(said) and one.said == one.called == one.sent for one in ours)
        yield Figure(
            name=f"PostgreSQL, {beside}: messages said twice or not at all",
            unit="of all",
            ours=sum(abs(one.said - one.sent) + abs(one.called - one.sent) + len(said) - one.heard for one in ours),
            wanted="none",
            met=once,
            note=f"{middle([one.said for one in ours]):.0f} said; every {EACH_AGAIN}th event came twice",
        )
        measures = {
            "events": ("a second", [one.rate for one in ours], [one.rate for one in alone]),
            "a processor's time": ("ms an event", [one.worked for one in ours], [one.worked for one in alone]),
            "transactions": ("an event", _each(ours, said, "transactions"), _each(alone, said, "transactions")),
            "claims, marks and ends": ("a message said", _per_said(ours), _per_said(alone)),
            "calls to Slack": ("an event", _calls(ours, said), _calls(alone, said)),
        }
        for name, (unit, values, others) in measures.items():
            yield Figure(
                name=f"PostgreSQL, {beside}: {name}",
                unit=unit,
                ours=middle(values),
                peer=middle(others) if many > 1 else None,
                beside="one" if many > 1 else "",
            )


def _each(found: Sequence[Work], said: Sequence[str], name: str) -> list[float]:
    return [getattr(one, name) / len(said) for one in found]


def _per_said(found: Sequence[Work]) -> list[float]:
    return [one.changes / max(1, one.sent) for one in found]


def _calls(found: Sequence[Work], said: Sequence[str]) -> list[float]:
    return [sum(one.asked.values()) / len(said) for one in found]


def _wait_until_said(url: str) -> None:
    for _ in range(PATIENCE * 10):
        if not _ask(url, DUE):
            return
        Event().wait(0.1)


def _ask(url: str, question: str) -> int:
    engine = create_engine(database_url(url))
    try:
        with engine.connect() as connection:
            return int(connection.execute(text(question)).scalar_one())
    finally:
        engine.dispose()
