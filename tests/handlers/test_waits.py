"""How long a channel lets things wait: set in its form, kept, and what makes no sense is said where it stands."""

from datetime import timedelta

import pytest

from bot.sandbox.server import Sandbox
from handlers.assemble import Levelhead
from tests.handlers.test_followups import moved
from tests.handlers.test_nudges import ANGRY, monday_at_ten, thread_of_ana, waiting
from tests.handlers.test_share_up import import_team
from tests.running import window_of

__all__ = ["monday_at_ten"]
HERE = "C0CUSTCLEO"


def set_waits(slack: Sandbox, **typed: str) -> bool:
    """Whether the form that Ana fills in for #cust-cleo is taken."""
    ana = slack.person("Ana")
    ana.command("/followup settings", "#cust-cleo")
    window_of(slack, ana)
    return ana.submit(typed)


def test_a_channel_may_wait_shorter(slack: Sandbox, bot: Levelhead) -> None:
    assert set_waits(slack, urgent_wait="10 min", wait="20 min")
    thread_of_ana(slack, bot)
    moved(slack, bot, minutes=15)
    assert waiting(slack) == []
    moved(slack, bot, minutes=6)
    slack.wait_for(lambda: waiting(slack))


def test_a_channel_may_wait_longer_after_a_hard_message(slack: Sandbox, bot: Levelhead) -> None:
    assert set_waits(slack, urgent_wait="1 h")
    thread_of_ana(slack, bot, ANGRY)
    moved(slack, bot, minutes=55)
    assert waiting(slack) == []
    moved(slack, bot, minutes=6)
    slack.wait_for(lambda: waiting(slack))


def test_a_silent_thread_may_wait_for_the_second_morning(slack: Sandbox, bot: Levelhead) -> None:
    assert set_waits(slack, silent_mornings="2")
    thread = thread_of_ana(slack, bot, ANGRY)
    slack.person("Ana").say("#cust-cleo", "I'm sorry. It is fixed since ten.", thread)
    moved(slack, bot, hours=24)
    assert waiting(slack, words="quiet here") == []
    moved(slack, bot, hours=24)
    slack.wait_for(lambda: waiting(slack, words="quiet here"))


def test_what_is_kept_is_shown_the_next_time(slack: Sandbox, bot: Levelhead) -> None:
    assert set_waits(slack, check_in_after="3 days")
    assert bot.store.recall(lambda memory: memory.nudge_rooms.waits(slack.home.id, HERE)).check_in_after == (
        timedelta(days=3)
    )
    ana = slack.person("Ana")
    ana.close(everything=True)
    ana.command("/followup settings", "#cust-cleo")
    assert "3 days" in str(window_of(slack, ana).blocks)


@pytest.mark.parametrize(
    ("block", "typed", "told"),
    [
        ("urgent_wait", "soon", "such as"),
        ("urgent_wait", "1 min", "between 5 min and 8 h"),
        ("urgent_wait", "3 h", "at most 2 h"),
        ("wait", "90", "such as"),
        ("check_in_after", "30 days", "between 1 h and 14 days"),
        ("silent_mornings", "0", "from 1 to 10"),
        ("silent_mornings", "two", "from 1 to 10"),
    ],
)
def test_what_makes_no_sense_is_said_where_it_stands(
    slack: Sandbox, bot: Levelhead, block: str, typed: str, told: str
) -> None:
    assert not set_waits(slack, **{block: typed})
    window = window_of(slack, slack.person("Ana"))
    assert set(window.errors) == {block}
    assert told in window.errors[block]
    kept = bot.store.recall(lambda memory: memory.nudge_rooms.waits(slack.home.id, HERE))
    assert (kept.urgent_wait, kept.wait) == (timedelta(minutes=30), timedelta(hours=2))


@pytest.mark.parametrize(("name", "covers"), [("Cleo", False), ("Ben", True)])
def test_only_who_works_here_can_cover(slack: Sandbox, bot: Levelhead, name: str, covers: bool) -> None:
    import_team(slack, bot)
    sam, cover = slack.person("Sam"), slack.person(name).id
    sam.command("/followup settings", "#cust-cleo")
    window_of(slack, sam)
    sam.submit({"cover": cover})
    words = "Kept" if covers else "nobody covers there"
    slack.wait_for(lambda: sam.modal and words in sam.modal.words)
    kept = bot.store.recall(lambda memory: memory.nudge_rooms.waits(slack.home.id, slack.home.channel("cust-cleo")))
    assert kept.cover == (cover if covers else "")


def test_who_may_set_it_no_more_when_they_send_it_changes_nothing(slack: Sandbox, bot: Levelhead) -> None:
    import_team(slack, bot)
    sam = slack.person("Sam")
    sam.command("/followup settings", "#cust-cleo")
    window_of(slack, sam)
    import_team(slack, bot, (("Ana", "AGENT", "Mia"), ("Sam", "AGENT", "Mia"), ("Mia", "MANAGER", "Ada")))
    sam.submit({"wait": "5 h"})
    slack.wait_for(lambda: sam.modal and "for supervisors and above" in sam.modal.words)
