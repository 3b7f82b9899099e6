"""Slack takes one message a second in a conversation: who is told to wait waits, and loses nothing by it."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

from bot.deliveries import TRIES, retry_at
from bot.messages import Place
from bot.sandbox.server import Sandbox
from handlers.assemble import Levelhead
from handlers.followup_keeping import start
from handlers.rooms import Actor
from handlers.turns import Turns
from tests.handlers.test_turns import due
from tests.running import MANIFEST, Stopped, running

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
A_SECOND = timedelta(seconds=1)
MANY = 4


def test_however_short_slack_asks_to_wait_it_is_asked_for_hours_before_something_is_given_up() -> None:
    waited = timedelta(0)
    for attempts in range(TRIES):
        at = retry_at(replace(due("d", "C1"), attempts=attempts), NOW, asked=A_SECOND)
        assert at is not None
        waited += at - NOW
    assert waited > timedelta(hours=8)


def test_where_slack_asked_to_wait_nobody_else_says_anything_either() -> None:
    turns = Turns()
    turns.hold(due("refused", "C1"), NOW + 30 * A_SECOND)
    assert turns.turn(due("other", "C1"), NOW) == NOW + 30 * A_SECOND
    assert turns.turn(due("elsewhere", "C2"), NOW) == NOW


def test_what_is_due_at_once_in_one_channel_is_not_refused_where_slack_counts(tmp_path: Path) -> None:
    with Sandbox.start(MANIFEST, clock=Stopped()) as slack, running(slack, tmp_path, over_http=True) as bot:
        slack.faults.pace()
        ask(slack, bot)
        for _ in range(2 * MANY):
            slack.settle(60)
            assert bot.courier.rest(60)
            slack.clock.advance(A_SECOND)
        assert sorted(notes(slack)) == expected(MANY)
        assert [call for call in slack.calls if call.error == "ratelimited"] == []


def ask(slack: Sandbox, bot: Levelhead, many: int = MANY, due: datetime | None = None) -> None:
    ana = Actor(slack.home.id, slack.person("Ana").id)
    now = slack.clock.now()
    root = slack.person("Ben").say("#support", "Hello")
    place = Place(workspace=ana.workspace, channel="C0SUPPORT", thread=root)
    for number in range(many):
        bot.store.remember(partial(start, actor=ana, place=place, at=due or now, note=f"note {number:02}", now=now))


def expected(many: int) -> list[str]:
    return [f"note {number:02}" for number in range(many)]


def notes(slack: Sandbox) -> list[str]:
    ben = slack.person("Ben")
    roots = [one.ts for one in ben.sees("#support") if one.words == "Hello"]
    words = [one.words for root in roots for one in ben.sees("#support", root) if one.bot]
    return [text[text.index("note ") :][:7] for text in words]
