"""A pause: the holding line stands in the thread in time, or its author hears that it may not."""

import json
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

import pytest

from bot.sandbox.person import Actor
from bot.sandbox.server import Sandbox
from handlers.assemble import Levelhead
from handlers.rooms import Actor as Holder
from tests.handlers.test_door import FORM, signed
from tests.handlers.test_hints import SHARP, hint_for, settled
from tests.running import served, window_of

LINE = "One moment, please & thank you."


@pytest.fixture
def thread(slack: Sandbox) -> str:
    root = slack.person("Ben").say("#support", "The export of order 4711 stops at half.")
    slack.person("Jo").say("#support", "Looking.", thread=root)
    return root


@pytest.fixture
def ana(slack: Sandbox, bot: Levelhead, thread: str) -> Actor:
    """Ana, with the pause open before her."""
    ana = slack.person("Ana")
    ana.say("#support", SHARP, thread=thread)
    ana.press("Pause", on=hint_for(slack, "Ana"))
    window_of(slack, ana)
    settled(slack, bot)
    return ana


@pytest.fixture
def door(bot: Levelhead) -> Iterator[str]:
    with served(bot.web) as address:
        yield address


def pause(ana: Actor) -> None:
    ana.submit({"line": LINE, "again": "in 10 minutes"})


def lost_lines(slack: Sandbox) -> int:
    return sum("may not have got there" in one.words and LINE in one.words for one in slack.person("Ana").dms())


def stands_in(slack: Sandbox, thread: str) -> bool:
    return any(LINE in one.words for one in slack.person("Jo").sees("#support", thread))


def test_a_line_that_slack_refuses_is_given_back_to_its_author_alone(
    slack: Sandbox, bot: Levelhead, thread: str, ana: Actor
) -> None:
    slack.faults.error("chat.postMessage", "restricted_action")
    pause(ana)
    slack.wait_for(lambda: lost_lines(slack))
    assert not any(slack.person(name).dms() for name in ("Ben", "Jo", "Sam"))


def test_a_line_that_would_come_late_is_given_back_and_never_posted(
    slack: Sandbox, bot: Levelhead, thread: str, ana: Actor
) -> None:
    slack.faults.rate_limit("chat.postMessage", retry_after=600)
    pause(ana)
    slack.wait_for(lambda: lost_lines(slack))
    settled(slack, bot)
    assert not stands_in(slack, thread)


def test_a_line_that_stands_there_is_not_given_back(slack: Sandbox, bot: Levelhead, thread: str, ana: Actor) -> None:
    pause(ana)
    slack.wait_for(lambda: stands_in(slack, thread))
    settled(slack, bot)
    assert lost_lines(slack) == 0


def submission(bot: Levelhead, slack: Sandbox, owner: str, line: str, minutes: str = "10") -> bytes:
    """Ana's submitted pause, with a place that was sealed for `owner`."""
    ana, home = slack.person("Ana"), slack.home.id
    holder = Holder(home, slack.person(owner).id).holder
    sealed = bot.store.vault.seal({"place": {"channel": "C0SUPPORT", "thread": "1.1"}}, purpose="hint", holder=holder)
    values: dict[str, Any] = {
        "line": {"line": {"type": "plain_text_input", "value": line}},
        "again": {"again": {"type": "static_select", "selected_option": {"value": minutes}}},
    }
    view = {"id": "V1", "type": "modal", "callback_id": "pause", "private_metadata": sealed, "hash": "1"}
    payload = {
        "type": "view_submission",
        "team": {"id": home},
        "user": {"id": ana.id, "team_id": home},
        "view": {**view, "state": {"values": values}, "blocks": []},
    }
    return urlencode({"payload": json.dumps(payload)}).encode()


@pytest.mark.parametrize(
    ("owner", "line", "minutes", "told"),
    [("Ben", LINE, "10", "too old"), ("Ana", LINE, "11", "too old"), ("Ana", "  ", "10", "Write the line")],
)
def test_what_cannot_be_posted_stays_open_and_says_why(
    slack: Sandbox, bot: Levelhead, door: str, owner: str, line: str, minutes: str, told: str
) -> None:
    status, answer = signed(slack, door, submission(bot, slack, owner, line, minutes), FORM)
    assert status == 200
    assert json.loads(answer)["response_action"] == "errors"
    assert told in json.loads(answer)["errors"]["line"]
    assert bot.store.recall(lambda memory: memory.deliveries.counts())["pending"] == 0


def test_ones_own_pause_is_taken(slack: Sandbox, bot: Levelhead, door: str) -> None:
    _, answer = signed(slack, door, submission(bot, slack, "Ana", LINE), FORM)
    assert json.loads(answer) == {"response_action": "clear"}
