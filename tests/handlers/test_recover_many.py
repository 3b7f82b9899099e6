"""Five hundred channels: each owner has one list that is complete, nothing comes twice, also with a restart midway."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

import pytest

from bot.sandbox.server import Sandbox
from handlers.assemble import Levelhead
from storage.store import Memory
from tests.handlers.test_recover import FILLED, card, dm_of, open_form
from tests.handlers.test_share_up import import_team, settled
from tests.running import MANIFEST, running

CHANNELS, OWNERS = 500, 60


@pytest.fixture
def slack() -> Iterator[Sandbox]:
    with Sandbox.start(MANIFEST, ack_timeout=10) as sandbox:
        yield sandbox


@contextmanager
def town(slack: Sandbox, folder: Path) -> Iterator[tuple[Levelhead, dict[str, list[str]]]]:
    """The bot, and the channels of sixty owners by who invited it there."""
    with running(slack, folder) as bot:
        import_team(slack, bot)
        people = [slack.home.add_person(f"Owner{number:02}") for number in range(OWNERS)]
        theirs: dict[str, list[str]] = {person.name: [] for person in people}
        for number in range(CHANNELS):
            owner = people[number % OWNERS]
            theirs[owner.name].append(slack.home.add_channel(f"room-{number:03}", (owner.name,)))
        bot.store.remember(partial(invited, home=slack.home.id, by={one.id: theirs[one.name] for one in people}))
        yield bot, theirs


def invited(memory: Memory, home: str, by: dict[str, list[str]]) -> None:
    """As if each of them had invited the bot to their channels."""
    for person, channels in by.items():
        for channel in channels:
            memory.channels.watch(home, channel, person, datetime(2026, 11, 23, tzinfo=UTC))


def lists_of(slack: Sandbox, name: str) -> list[str]:
    return [str(shown.blocks) for shown in slack.person(name).dms() if "Channels done" in shown.words]


def pass_time(slack: Sandbox, bot: Levelhead, seconds: int) -> None:
    for _ in range(seconds):
        slack.clock.advance(timedelta(seconds=1))
        settled(slack, bot)


@pytest.mark.heavy
def test_every_list_is_complete_and_comes_once_whatever_happens_midway(slack: Sandbox, tmp_path: Path) -> None:
    with town(slack, tmp_path) as (bot, theirs):
        every = [channel for channels in theirs.values() for channel in channels]
        ana = open_form(slack, "Ana")
        assert ana.submit({**FILLED, "channels": every})
        ana.close(everything=True)
        slack.person("Sam").press("Release", on=card(slack, bot))
        settled(slack, bot)
        pass_time(slack, bot, 4)
        midway = sum(len(lists_of(slack, name)) for name in theirs)
    with running(slack, tmp_path) as bot:
        slack.faults.rate_limit("chat.postMessage", retry_after=2)
        slack.faults.half("chat.postMessage", times=2, skip=3)
        pass_time(slack, bot, 20)
        settled(slack, bot)
        assert 0 < midway < OWNERS
        assert Counter(len(lists_of(slack, name)) for name in theirs) == {1: OWNERS}
        assert "500 not yet" in dm_of(slack, bot, "Sam", "Coming first").words
        for name, channels in theirs.items():
            assert sorted(pages(slack, bot, name)) == sorted(channels)


def pages(slack: Sandbox, bot: Levelhead, name: str) -> list[str]:
    """The channels on all pages of somebody's list."""
    found: list[str] = []
    while True:
        (shown,) = [one for one in slack.person(name).dms() if "Channels done" in one.words]
        texts = [str((block.get("text") or {}).get("text", "")) for block in shown.blocks]
        found += [text[2:-1] for text in texts if text.startswith("<#") and text.endswith(">")]
        if "More channels" not in shown.buttons:
            return found
        slack.person(name).press("More channels", on=shown)
        pass_time(slack, bot, 4)
