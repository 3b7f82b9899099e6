"""Coming first over the wire: proposed, released by who leads, told by those who talk to the customers, and no others."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from bot.recover import Run, State, Telling
from bot.sandbox.person import Actor
from bot.sandbox.seeing import Shown
from bot.sandbox.server import Sandbox
from handlers.assemble import Levelhead
from tests.handlers.test_share_up import import_team, settled
from tests.running import window_of

WHAT = "Since 8:15 the exports stop at 500 rows"
MEANS = "Files with more rows are not complete"
SOLUTION = "We run every export again and put it into your folder"
FILLED = {"what": WHAT, "means": MEANS, "solution": SOLUTION, "by": "in 5 hours"}
EVERYBODY = ("Ana", "Ben", "Jo", "Sam", "Mia", "Ada", "Cleo", "Gil")


@pytest.fixture
def team(slack: Sandbox, bot: Levelhead) -> Levelhead:
    import_team(slack, bot)
    return bot


@pytest.fixture
def talks(slack: Sandbox, team: Levelhead) -> Levelhead:
    """Ana talks with Cleo; Ben invited the bot to #support, where nobody talks with a customer."""
    root = slack.person("Cleo").say("#cust-cleo", "Hello, how do I export by week?")
    slack.person("Ana").say("#cust-cleo", "Under Reports, at the top.", root)
    slack.person("Ben").remove("#support", "Levelhead")
    slack.person("Ben").invite("#support", "Levelhead")
    settled(slack, team)
    return team


def open_form(slack: Sandbox, name: str) -> Actor:
    person = slack.person(name)
    assert person.command("/levelhead recover", "#random")
    window_of(slack, person)
    return person


def channels(slack: Sandbox, *names: str) -> list[str]:
    return [slack.home.channel(name) for name in names]


def propose(slack: Sandbox, bot: Levelhead, name: str, *where: str, **more: object) -> None:
    person = open_form(slack, name)
    person.submit({**FILLED, "channels": channels(slack, *(where or ("cust-cleo", "support"))), **more})
    settled(slack, bot)


def dm_of(slack: Sandbox, bot: Levelhead, name: str, words: str) -> Shown:
    settled(slack, bot)
    found = [shown for shown in slack.person(name).dms() if words in shown.words]
    assert found, f"{name} has no message with “{words}”: {[one.words for one in slack.person(name).dms()]}"
    return found[-1]


def card(slack: Sandbox, bot: Levelhead, name: str = "Sam") -> Shown:
    return dm_of(slack, bot, name, "The message, in the style")


def the_list(slack: Sandbox, bot: Levelhead, name: str) -> Shown:
    return dm_of(slack, bot, name, "channels done")


def released(slack: Sandbox, bot: Levelhead, *where: str) -> None:
    """Ana proposes, Sam releases."""
    propose(slack, bot, "Ana", *where)
    slack.person("Sam").press("Release", on=card(slack, bot))
    settled(slack, bot)


def later(slack: Sandbox, bot: Levelhead, seconds: int = 4) -> None:
    """Long enough for cards to be brought up to date."""
    settled(slack, bot)
    slack.clock.advance(timedelta(seconds=seconds))
    settled(slack, bot)


def press_edit(slack: Sandbox, bot: Levelhead, name: str, channel: str) -> Actor:
    """Open the message for one channel of somebody's list."""
    person, shown = slack.person(name), the_list(slack, bot, name)
    person.press("recover_edit", on=shown, block_id=row_below(shown, slack.home.channel(channel)))
    window_of(slack, person)
    return person


def row_below(shown: Shown, channel: str) -> str:
    """The block with the buttons of a channel."""
    blocks = list(shown.blocks)
    place = next(n for n, one in enumerate(blocks) if f"<#{channel}>" in str((one.get("text") or {}).get("text", "")))
    return str(blocks[place + 1]["block_id"])


def in_channel(slack: Sandbox, name: str, channel: str) -> list[str]:
    return [shown.words for shown in slack.person(name).sees(channel) if shown.bot and SOLUTION in shown.words]


def test_it_reaches_the_first_above_and_nobody_else(slack: Sandbox, talks: Levelhead) -> None:
    propose(slack, talks, "Ana")
    words = card(slack, talks).words
    assert SOLUTION in words
    assert "wants to come first" in words
    assert "It is with" in dm_of(slack, talks, "Ana", "You will hear").words
    for name in set(EVERYBODY) - {"Sam", "Ana"}:
        assert not any(SOLUTION in shown.words for shown in slack.person(name).dms()), name
    assert not any(SOLUTION in shown.words for name in EVERYBODY for shown in public(slack, name))


def public(slack: Sandbox, name: str) -> list[Shown]:
    return [shown for shown in slack.person(name).everything() if not shown.channel.startswith("D")]


def test_nothing_is_posted_until_an_owner_presses_post(slack: Sandbox, talks: Levelhead) -> None:
    released(slack, talks)
    later(slack, talks)
    assert in_channel(slack, "Cleo", "#cust-cleo") == []
    ana = press_edit(slack, talks, "Ana", "cust-cleo")
    ana.submit({})
    settled(slack, talks)
    (posted,) = in_channel(slack, "Cleo", "#cust-cleo")
    assert posted.index(SOLUTION) < posted.index(WHAT) < posted.index("sorry")


def test_each_channel_goes_to_who_talks_to_its_customer_or_invited_the_bot(slack: Sandbox, talks: Levelhead) -> None:
    released(slack, talks, "cust-cleo", "support", "escalations")
    assert "#cust-cleo" in names_in(slack, the_list(slack, talks, "Ana"))
    assert "#support" in names_in(slack, the_list(slack, talks, "Ben"))
    assert "#escalations" in names_in(slack, the_list(slack, talks, "Sam"))


def names_in(slack: Sandbox, shown: Shown) -> str:
    return " ".join(
        f"#{name}"
        for name in ("cust-cleo", "support", "escalations", "random")
        if slack.home.channel(name) in str(shown.blocks)
    )
