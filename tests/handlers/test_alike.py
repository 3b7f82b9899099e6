"""Cases that look like one fault are shown as one, to who may see each of them, and to nobody else."""

import pytest

from bot.sandbox.seeing import Shown
from bot.sandbox.server import Sandbox
from handlers.assemble import Levelhead
from tests.handlers.test_home import home_of
from tests.handlers.test_share_up import card_of, form_of, import_team, settled

FAULT = "Since the update the nightly export to the auditors stops at half of the file, and she is furious."
SAME = "He says that the nightly export to the auditors stops at half of the file. He is beside himself."
OTHER = "She was promised a call on Tuesday by one of us, and nobody rang."
ONE = "cases that look like one fault"
WITH = "Looks like one fault with"
LINE: tuple[tuple[str, str, str], ...] = (
    ("Ana", "AGENT", "Sam"),
    ("Ben", "AGENT", "Sam"),
    ("Jo", "AGENT", "Mia"),
    ("Sam", "SUPERVISOR", "Mia"),
    ("Mia", "MANAGER", "Ada"),
)


@pytest.fixture
def team(slack: Sandbox, bot: Levelhead) -> Levelhead:
    import_team(slack, bot, LINE)
    return bot


def shares(slack: Sandbox, bot: Levelhead, name: str, what: str, source: str = "product-fault") -> str:
    """Somebody shares up, to the first above; the number of their case."""
    person = slack.person(name)
    person.command("/escalate", "#random")
    form_of(slack, person)
    person.submit({"what": what, "source": source})
    person.close(everything=True)
    settled(slack, bot)
    (case,) = bot.store.recall(lambda memory: memory.cases.shared_by(slack.home.id, person.id))[-1:]
    return case.number


def home_words(slack: Sandbox, bot: Levelhead, name: str) -> str:
    slack.person(name).open_home()
    return home_of(slack, bot, name).words


def cards(slack: Sandbox, bot: Levelhead, name: str) -> list[Shown]:
    settled(slack, bot)
    return [one for one in slack.person(name).dms() if "shares something with you" in one.words]


def test_who_is_asked_about_both_sees_one_fault_on_the_home_and_on_both_cards(slack: Sandbox, team: Levelhead) -> None:
    first, second = shares(slack, team, "Ana", FAULT), shares(slack, team, "Ben", SAME)
    assert f"*2 {ONE}:* {first}, {second}" in home_words(slack, team, "Sam")
    told = [card.words for card in cards(slack, team, "Sam")]
    assert [f"*{WITH}:* {other}" in words for other, words in zip((second, first), told, strict=True)] == [True, True]


@pytest.mark.parametrize(("what", "source"), [(OTHER, "product-fault"), (SAME, "delay")])
def test_another_matter_is_not_told_to_be_one(slack: Sandbox, team: Levelhead, what: str, source: str) -> None:
    shares(slack, team, "Ana", FAULT)
    shares(slack, team, "Ben", what, source)
    assert ONE not in home_words(slack, team, "Sam")
    assert WITH not in card_of(slack, team, "Sam").words


def test_who_shared_one_of_them_learns_nothing_of_the_other(slack: Sandbox, team: Levelhead) -> None:
    first, second = shares(slack, team, "Ana", FAULT), shares(slack, team, "Ben", SAME)
    for name, theirs, other in (("Ana", first, second), ("Ben", second, first)):
        words = card_of(slack, team, name).words + home_words(slack, team, name)
        assert theirs in words
        assert other not in words
        assert ONE not in words
        assert WITH not in words


def test_a_case_that_went_to_somebody_else_is_not_counted(slack: Sandbox, team: Levelhead) -> None:
    shares(slack, team, "Ana", FAULT)
    elsewhere = shares(slack, team, "Jo", SAME)
    for name in ("Sam", "Mia"):
        words = home_words(slack, team, name)
        assert ONE not in words
        assert (elsewhere in words) is (name == "Mia")
    assert WITH not in card_of(slack, team, "Sam").words


def test_what_is_resolved_is_no_part_of_it_any_more(slack: Sandbox, team: Levelhead) -> None:
    shares(slack, team, "Ana", FAULT)
    shares(slack, team, "Ben", SAME)
    slack.person("Ben").press("Resolved", on=card_of(slack, team, "Ben"))
    settled(slack, team)
    assert ONE not in home_words(slack, team, "Sam")


def test_who_is_not_above_one_of_them_any_more_does_not_hear_of_it(slack: Sandbox, team: Levelhead) -> None:
    first = shares(slack, team, "Ana", FAULT)
    import_team(slack, team, (("Ana", "AGENT", "Mia"), *LINE[1:]))
    shares(slack, team, "Ben", SAME)
    assert first not in home_words(slack, team, "Sam")
    (card,) = (one for one in cards(slack, team, "Sam") if slack.person("Ben").id in one.words)
    assert WITH not in card.words
