"""App Home over the wire: each sees what is theirs, its buttons work, and what changes is shown, not too often."""

from datetime import timedelta

import pytest

from bot.home_visits import GAP
from bot.people import Person, Role
from bot.sandbox.person import Actor
from bot.sandbox.seeing import Screen
from bot.sandbox.server import Sandbox
from handlers.assemble import Levelhead
from tests.handlers.test_share_up import WHAT, form_of, import_team
from tests.running import window_of

NOTE = "check the refund of order 4711"


def settled(slack: Sandbox, bot: Levelhead) -> None:
    """Wait until everything was heard and delivered, also what waits for its turn."""
    slack.settle()
    assert bot.courier.rest(10)
    slack.clock.advance(GAP)
    assert bot.courier.rest(10)


def home_of(slack: Sandbox, bot: Levelhead, name: str) -> Screen:
    """What stands on somebody's Home now."""
    settled(slack, bot)
    home = slack.person(name).home
    assert home is not None, f"{name} has no Home"
    return home


def opened(slack: Sandbox, bot: Levelhead, name: str) -> Screen:
    slack.person(name).open_home()
    return home_of(slack, bot, name)


def promise(slack: Sandbox, name: str, words: str = f"tomorrow 9am {NOTE}") -> None:
    person = slack.person(name)
    assert person.command(f"/followup {words}", "#support")
    slack.wait_for(lambda: any("remind you" in one.words for one in person.ephemerals()))


def shared(slack: Sandbox, bot: Levelhead, name: str = "Ana", what: str = WHAT) -> None:
    """Somebody shares up, to whoever is named first."""
    person = slack.person(name)
    person.command("/escalate", "#support")
    form_of(slack, person)
    person.submit({"what": what})
    person.close(everything=True)
    settled(slack, bot)


def publishes(slack: Sandbox, person: Actor) -> int:
    return sum(call.method == "views.publish" and call.args["user_id"] == person.id for call in slack.calls)


def test_an_agents_home_says_what_they_promised_with_its_note(slack: Sandbox, bot: Levelhead) -> None:
    promise(slack, "Ana")
    home = opened(slack, bot, "Ana")
    assert "What you promised" in home.words
    assert NOTE in home.words


def test_what_somebody_else_promised_is_not_on_it(slack: Sandbox, bot: Levelhead) -> None:
    promise(slack, "Ben")
    assert NOTE not in opened(slack, bot, "Ana").words


def test_done_is_done_and_the_home_says_so(slack: Sandbox, bot: Levelhead) -> None:
    ana = slack.person("Ana")
    promise(slack, "Ana")
    ana.press("Done", on=opened(slack, bot, "Ana"))
    home = home_of(slack, bot, "Ana")
    assert "Nothing is open" in home.words
    assert "Undo" in home.buttons
    assert bot.store.recall(lambda memory: memory.followups.open_for(slack.home.id, ana.id)) == ()


def test_undo_brings_it_back(slack: Sandbox, bot: Levelhead) -> None:
    promise(slack, "Ana")
    slack.person("Ana").press("Done", on=opened(slack, bot, "Ana"))
    slack.person("Ana").press("Undo", on=home_of(slack, bot, "Ana"))
    home = home_of(slack, bot, "Ana")
    assert "Done" in home.buttons
    assert "Undo" not in home.buttons


def test_later_moves_it_on(slack: Sandbox, bot: Levelhead) -> None:
    ana = slack.person("Ana")
    promise(slack, "Ana", f"20m {NOTE}")
    ana.choose("Later", "In an hour", on=opened(slack, bot, "Ana"))
    settled(slack, bot)
    (one,) = bot.store.recall(lambda memory: memory.followups.open_for(slack.home.id, ana.id))
    assert one.due_at - slack.clock.now() > timedelta(minutes=50)


def test_later_may_be_any_time(slack: Sandbox, bot: Levelhead) -> None:
    ana = slack.person("Ana")
    promise(slack, "Ana", f"20m {NOTE}")
    ana.choose("Later", "Pick a time", on=opened(slack, bot, "Ana"))
    assert window_of(slack, ana).title == "Snooze"
