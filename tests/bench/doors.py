"""Through the HTTP door to the commit: how many events a second, and how soon Slack has its answer."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.bench.bots import AFTERNOON, BOTS, HASTY, LEVELHEAD, Bot, running, stored, wait_until_stored
from tests.bench.figures import Figure, in_turn, middle
from tests.bench.sending import Plan, Sent, send
from tests.bench.slack import slack

WARM = 100
"""Messages before it counts: whoever has just started is slow."""
SLOW = 5.0
"""Seconds that each call to a slow Slack takes."""
A_FEW = 200
"""Messages for a peer beside a slow Slack: it takes a minute for them."""
A_SECOND = 100.0
MANY = 1000
"""Messages when it is the answer that is timed."""
FAST_ENOUGH = 100.0
"""Milliseconds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """What came of messages that were sent through a bot's door.

    `rate` is events a second until the last one was committed, `worked` milliseconds of a processor for each event,
    `lost` how many were answered and not committed, `said` how many messages Slack was given.
    """

    sent: Sent
    rate: float
    worked: float
    lost: int
    said: int


def passage(bot: Bot, said: Sequence[str], folder: Path | None, *, rate: float, takes: float, crowd: int) -> Passage:
    """Start a bot on an empty SQLite file, warm it, and send it these messages, so many at the same time."""
    with TemporaryDirectory(dir=folder) as own, slack() as there:
        url = f"sqlite:///{own}/bench.sqlite3"
        with running(bot, there.api, url) as it:
            send(Plan(ports=[it.port], said=said[:WARM], first=len(said)))
            before, _ = wait_until_stored(bot, url, WARM)
            there.takes, worked = takes, it.worked
            sent = send(Plan(ports=[it.port], said=said, rate=rate, connections=crowd))
            found, at = wait_until_stored(bot, url, before + len(said))
            return Passage(
                sent=sent,
                rate=(found - before) / (at - sent.started),
                worked=(it.worked - worked) / len(said) * 1000,
                lost=sent.statuses.get("200", 0) - (stored(bot, url) - before),
                said=there.said,
            )


def throughput(said: Sequence[str], rounds: int, folder: Path | None) -> Iterator[Figure]:
    """As fast as they take it, over sixteen connections."""
    made = [partial(passage, bot, said, folder, rate=0.0, takes=0.0, crowd=16) for bot in BOTS]
    found = dict(zip(BOTS, in_turn(rounds, *made), strict=True))
    rates = {bot: middle([one.rate for one in found[bot]]) for bot in BOTS}
    where = f" in {folder}" if folder else ""
    for peer, wanted in ((AFTERNOON, 1.5), (HASTY, 0.0)):
        yield Figure(
            name=f"events through the door to the commit{where}",
            unit="a second",
            ours=rates[LEVELHEAD],
            peer=rates[peer],
            beside=peer.name,
            wanted=f"≥ {wanted} ×" if wanted else "",
            met=rates[LEVELHEAD] >= wanted * rates[peer] if wanted else None,
            note=f"{sum(one.lost for one in found[peer])} of its messages answered and lost, "
            f"{sum(one.lost for one in found[LEVELHEAD])} of ours",
        )
    yield Figure(
        name=f"a processor's time for an event{where}",
        unit="ms",
        ours=middle([one.worked for one in found[LEVELHEAD]]),
        peer=middle([one.worked for one in found[AFTERNOON]]),
        beside=AFTERNOON.name,
        note=f"{middle([one.said for one in found[LEVELHEAD]]):.0f} hints, its "
        f"{middle([one.said for one in found[AFTERNOON]]):.0f}",
    )


def acks(said: Sequence[str], rounds: int, folder: Path | None) -> Iterator[Figure]:
    """At a hundred a second, and in a burst of a thousand, each beside a Slack that is well and one that is slow."""
    for rate, crowd, how in ((A_SECOND, 64, "100 events a second"), (math.inf, 128, "a burst")):
        for takes in (0.0, SLOW):
            some = said[:MANY]
            made = [
                partial(passage, bot, _for(bot, some, takes), folder, rate=rate, takes=takes, crowd=crowd)
                for bot in BOTS
            ]
            found = dict(zip(BOTS, in_turn(1 if takes else rounds, *made), strict=True))
            found[LEVELHEAD] += in_turn(rounds - len(found[LEVELHEAD]), made[BOTS.index(LEVELHEAD)])[0]
            slow = f", every call to Slack takes {takes:.0f} s" if takes else ""
            yield from _soon(f"{how} ({len(some)}){slow}", found, promised=rate == A_SECOND)


def _for(bot: Bot, said: Sequence[str], takes: float) -> Sequence[str]:
    return said[:A_FEW] if takes and bot is not LEVELHEAD else said


def _soon(name: str, found: dict[Bot, list[Passage]], *, promised: bool) -> Iterator[Figure]:
    for share in (0.5, 0.99):
        took = {bot: middle([one.sent.at(share) for one in found[bot]]) for bot in BOTS}
        wanted = promised and share > 0.5
        yield Figure(
            name=f"time to ack, {name}, p{share * 100:.0f}",
            unit="ms",
            ours=took[LEVELHEAD],
            peer=took[AFTERNOON],
            beside=AFTERNOON.name,
            wanted=f"< {FAST_ENOUGH:.0f} ms" if wanted else "",
            met=took[LEVELHEAD] < FAST_ENOUGH if wanted else None,
            note=f"{took[HASTY]:.0f} where it answers first, which leaves "
            f"{sum(one.lost for one in found[HASTY])} unwritten; refused by us: "
            f"{sum(one.sent.refused for one in found[LEVELHEAD])}",
        )
