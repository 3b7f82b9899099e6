"""The team's own words over the wire: offered unsigned, decided by an admin, then there for the whole workspace."""

from collections.abc import Callable

import pytest

from bot.people import Person, Role
from bot.sandbox.person import Actor
from bot.sandbox.seeing import Shown
from bot.sandbox.server import Sandbox
from handlers.assemble import Levelhead
from tests.handlers.test_drafts import draft_of, until
from tests.running import window_of

WORDING = "Thank you for your patience, the wombat export is next on my list."


def drafted(slack: Sandbox, name: str, words: str) -> Actor:
    """A person with these words in a checked draft."""
    person = slack.person(name)
    assert person.global_shortcut("check_my_draft")
    window_of(slack, person)
    person.fill({"draft": words})
    person.press("Check again")
    return person


def offer(slack: Sandbox, name: str = "Ana", *, technique: str = "empathy") -> bool:
    """Offer a wording from a draft; whether the form was taken."""
    person = drafted(slack, name, WORDING)
    until(slack, person, "I'd send this")
    person.press("Offer to the team")
    until(slack, person, "without your name")
    return person.submit({"technique": technique})


def proposal(slack: Sandbox, bot: Levelhead, name: str = "Ada") -> Shown:
    person = slack.person(name)
    slack.wait_for(lambda: any("worked" in one.words for one in person.dms()))
    return person.dms()[-1]


def searched(slack: Sandbox, name: str = "Ben", typed: str = "wombat export") -> Shown:
    person = slack.person(name)
    before = len(person.ephemerals())
    assert person.command(f"/phrasebook {typed}", "#support")
    return slack.wait_for(lambda: person.ephemerals()[before:])[-1]


def team(*roles: tuple[str, Role]) -> Callable[[Sandbox, Levelhead], None]:
    def known(slack: Sandbox, bot: Levelhead) -> None:
        people = [
            Person(workspace=slack.home.id, slack_id=slack.person(name).id, name=name, role=role)
            for name, role in roles
        ]
        bot.store.remember(lambda memory: memory.people.replace_team(slack.home.id, people))

    return known


def test_an_offer_is_shown_to_an_admin_without_a_name(slack: Sandbox, bot: Levelhead) -> None:
    assert offer(slack)
    shown = proposal(slack, bot)
    assert WORDING in shown.words
    assert "Ana" not in shown.words
    assert slack.person("Ana").id not in str(shown.blocks)
    assert not any(slack.person(name).dms() for name in ("Ana", "Ben", "Jo", "Sam", "Mia"))


def test_who_offers_is_thanked(slack: Sandbox, bot: Levelhead) -> None:
    offer(slack)
    until(slack, slack.person("Ana"), "Thank you!")


def test_what_nobody_accepted_is_not_found(slack: Sandbox, bot: Levelhead) -> None:
    offer(slack)
    proposal(slack, bot)
    assert "wombat" not in searched(slack).words.replace("wombat export", "")


def test_an_accepted_wording_is_found_on_its_page_and_in_drafts(slack: Sandbox, bot: Levelhead) -> None:
    offer(slack)
    shown = proposal(slack, bot)
    slack.person("Ada").press("Take it in", on=shown)
    slack.wait_for(lambda: "Taken in" in slack.person("Ada").dms()[-1].words)
    assert WORDING in searched(slack).words
    assert WORDING in searched(slack, typed="empathy").words
    ben = slack.person("Ben")
    ben.press("Copy into a draft", on=searched(slack))
    assert draft_of(window_of(slack, ben)) == WORDING


def test_an_accepted_wording_is_suggested_where_its_technique_helps(slack: Sandbox, bot: Levelhead) -> None:
    offer(slack, technique="yes-and")
    slack.person("Ada").press("Take it in", on=proposal(slack, bot))
    slack.wait_for(lambda: "Taken in" in slack.person("Ada").dms()[-1].words)
    window = until(
        slack, drafted(slack, "Ben", "I understand your frustration, but the export is fine."), "may land badly"
    )
    assert WORDING in window.words


def test_a_declined_wording_is_forgotten(slack: Sandbox, bot: Levelhead) -> None:
    offer(slack)
    ada = slack.person("Ada")
    ada.press("Leave it out", on=proposal(slack, bot))
    slack.wait_for(lambda: "forgotten" in ada.dms()[-1].words)
    assert "wombat" not in searched(slack).words.replace("wombat export", "")


def test_with_a_team_its_admins_alone_are_asked(slack: Sandbox, bot: Levelhead) -> None:
    team(("Ana", Role.AGENT), ("Mia", Role.ADMIN), ("Ada", Role.AGENT))(slack, bot)
    offer(slack)
    proposal(slack, bot, "Mia")
    assert bot.courier.rest(60)
    assert slack.person("Ada").dms() == []


def test_who_is_no_admin_any_more_decides_nothing(slack: Sandbox, bot: Levelhead) -> None:
    offer(slack)
    shown = proposal(slack, bot)
    team(("Ada", Role.AGENT), ("Mia", Role.ADMIN))(slack, bot)
    ada = slack.person("Ada")
    ada.press("Take it in", on=shown)
    slack.wait_for(lambda: "Only admins" in ada.dms()[-1].words)
    assert "wombat" not in searched(slack).words.replace("wombat export", "")


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("   ", "nothing here"),
        ("word " * 90, "shorten"),
        ("Ask @ben, he knows.", "leave out mentions"),
        ("See https://wiki.example/refunds for that.", "leave out mentions"),
        ("You never read what I write.", "may still land badly"),
    ],
)
def test_what_is_not_fit_for_everybody_is_not_taken(slack: Sandbox, bot: Levelhead, words: str, told: str) -> None:
    ana = drafted(slack, "Ana", WORDING)
    until(slack, ana, "I'd send this")
    ana.press("Offer to the team")
    until(slack, ana, "without your name")
    assert not ana.submit({"wording": words, "technique": "empathy"})
    assert ana.modal is not None
    assert told in ana.modal.errors["wording"]


def test_a_draft_that_may_land_badly_cannot_be_offered(slack: Sandbox, bot: Levelhead) -> None:
    window = until(slack, drafted(slack, "Ana", "You never read what I write."), "may land badly")
    assert "Offer to the team" not in window.buttons
