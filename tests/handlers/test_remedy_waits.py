"""A question for a yes that nobody answers is brought back once, then told of; and its words can be forgotten."""

import pytest

from bot.sandbox.seeing import Shown
from bot.sandbox.server import Sandbox
from handlers.assemble import Levelhead
from tests.handlers.test_followups import moved
from tests.handlers.test_nudges import monday_at_ten
from tests.handlers.test_remedies import NOTE, asked, dms, nobody_else, on_top, team
from tests.handlers.test_share_up import import_team
from tests.running import window_of

__all__ = ["monday_at_ten", "team"]
AGAIN = "A reminder"
UNANSWERED = "has not answered your question yet"
BETTER = "Two weeks, and a call from me."
PATIENCE = 60
"""Minutes that a question waits where nobody said how hard it hits."""


@pytest.fixture
def question(slack: Sandbox, team: Levelhead) -> Shown:
    """What Sam reads, asked by Ana on a working day."""
    return asked(slack, team)


def reminders(slack: Sandbox, bot: Levelhead, name: str = "Sam") -> list[Shown]:
    return [one for one in dms(slack, bot, name) if AGAIN in one.words]


def told(slack: Sandbox, bot: Levelhead) -> list[Shown]:
    return [one for one in dms(slack, bot, "Ana") if UNANSWERED in one.words]


def test_whoever_does_not_answer_is_reminded_once(slack: Sandbox, team: Levelhead, question: Shown) -> None:
    moved(slack, team, minutes=PATIENCE - 1)
    assert reminders(slack, team) == []
    moved(slack, team, minutes=2)
    (again,) = reminders(slack, team)
    assert again.buttons == question.buttons
    assert NOTE in again.words
    moved(slack, team, hours=30)
    assert len(reminders(slack, team)) == 1
    nobody_else(slack, "Ana", "Sam")


def test_then_the_asker_is_told_the_truth_and_whom_else_to_ask(
    slack: Sandbox, team: Levelhead, question: Shown
) -> None:
    moved(slack, team, minutes=PATIENCE + 1)
    assert told(slack, team) == []
    moved(slack, team, minutes=PATIENCE + 1)
    (said,) = told(slack, team)
    assert "somebody else above you" in said.words
    assert NOTE in said.words
    ana = slack.person("Ana")
    ana.close(everything=True)
    ana.press("Ask somebody else", on=said)
    on_top(slack, ana, "What they should know")
    ana.submit({"share_reader": slack.person("Mia").id, "note": NOTE})
    assert "asks for your yes" in dms(slack, team, "Mia")[-1].words
    nobody_else(slack, "Ana", "Sam", "Mia")


def test_where_nobody_else_is_above_the_asker_hears_that(slack: Sandbox, team: Levelhead) -> None:
    import_team(slack, team, (("Ana", "AGENT", "Sam"), ("Sam", "SUPERVISOR", "Cleo")))
    asked(slack, team)
    for _ in range(2):
        moved(slack, team, minutes=PATIENCE + 1)
    (said,) = told(slack, team)
    assert "nobody else above you" in said.words
    assert said.buttons == ()


def test_the_asker_is_told_once(slack: Sandbox, team: Levelhead, question: Shown) -> None:
    for _ in range(5):
        moved(slack, team, hours=24)
    assert len(told(slack, team)) == 1


def test_an_answer_that_comes_late_still_counts(slack: Sandbox, team: Levelhead, question: Shown) -> None:
    for _ in range(2):
        moved(slack, team, minutes=PATIENCE + 1)
    assert told(slack, team)
    slack.person("Sam").press("Yes", on=reminders(slack, team)[0])
    assert "says yes" in dms(slack, team, "Ana")[-1].words


@pytest.mark.parametrize("after", [1, PATIENCE + 1])
def test_what_is_answered_is_waited_for_no_longer(slack: Sandbox, team: Levelhead, question: Shown, after: int) -> None:
    moved(slack, team, minutes=after)
    slack.person("Sam").press("Yes", on=question)
    before = len(reminders(slack, team))
    for _ in range(3):
        moved(slack, team, minutes=PATIENCE + 1)
    assert len(reminders(slack, team)) == before
    assert told(slack, team) == []


@pytest.mark.parametrize("pressed", ["the question", "its reminder"])
def test_once_it_is_answered_it_goes_also_where_it_stood_besides(
    slack: Sandbox, team: Levelhead, question: Shown, pressed: str
) -> None:
    moved(slack, team, minutes=PATIENCE + 1)
    (again,) = reminders(slack, team)
    slack.person("Sam").press("Yes", on=again if pressed == "its reminder" else question)
    assert sum("says yes" in one.words for one in dms(slack, team, "Ana")) == 1
    moved(slack, team, seconds=5)
    left = [one.words for one in dms(slack, team, "Sam")]
    assert not any(NOTE in words for words in left)
    assert any("You said yes" in words for words in left)


def test_who_is_not_above_any_more_is_not_reminded_and_the_asker_hears_it(
    slack: Sandbox, team: Levelhead, question: Shown
) -> None:
    import_team(slack, team, (("Ana", "AGENT", "Mia"), ("Sam", "SUPERVISOR", "Mia"), ("Mia", "MANAGER", "Ada")))
    for _ in range(2):
        moved(slack, team, minutes=PATIENCE + 1)
    assert reminders(slack, team) == []
    assert told(slack, team)


def forget(slack: Sandbox, bot: Levelhead, name: str) -> None:
    person = slack.person(name)
    if person.modal:
        person.close(everything=True)
    person.command("/levelhead forget yes", "#random")
    dms(slack, bot, name)


def seen(slack: Sandbox, words: str) -> set[str]:
    """Who has these words in a message of the bot's before them still."""
    names = ("Ana", "Ben", "Sam", "Mia", "Ada")
    return {name for name in names if any(one.bot and words in one.words for one in slack.person(name).dms())}


def test_who_asked_can_have_their_words_forgotten(slack: Sandbox, team: Levelhead, question: Shown) -> None:
    for _ in range(2):
        moved(slack, team, minutes=PATIENCE + 1)
    assert seen(slack, NOTE) == {"Ana", "Sam"}
    forget(slack, team, "Ana")
    moved(slack, team, seconds=5)
    assert seen(slack, NOTE) == set()


def test_what_was_forgotten_is_not_brought_back(slack: Sandbox, team: Levelhead, question: Shown) -> None:
    forget(slack, team, "Ana")
    for _ in range(3):
        moved(slack, team, minutes=PATIENCE + 1)
    assert seen(slack, NOTE) == set()
    assert reminders(slack, team) == told(slack, team) == []


def test_who_answered_can_have_their_words_forgotten(slack: Sandbox, team: Levelhead, question: Shown) -> None:
    sam = slack.person("Sam")
    sam.press("No, rather …", on=question)
    window_of(slack, sam)
    sam.submit({"note": BETTER})
    assert BETTER in dms(slack, team, "Ana")[-1].words
    forget(slack, team, "Sam")
    moved(slack, team, seconds=5)
    assert seen(slack, BETTER) == set()


def test_forgetting_leaves_the_words_of_others(slack: Sandbox, team: Levelhead, question: Shown) -> None:
    forget(slack, team, "Sam")
    moved(slack, team, seconds=5)
    assert NOTE in dms(slack, team, "Sam")[-1].words


def test_forgetting_asks_first_also_where_only_a_question_is_kept(
    slack: Sandbox, team: Levelhead, question: Shown
) -> None:
    ana = slack.person("Ana")
    ana.close(everything=True)
    ana.command("/levelhead forget", "#random")
    slack.wait_for(lambda: "/levelhead forget yes" in ana.ephemerals()[-1].words)


def test_the_words_go_when_their_time_is_over(slack: Sandbox, team: Levelhead, question: Shown) -> None:
    for _ in range(2):
        moved(slack, team, minutes=PATIENCE + 1)
    moved(slack, team, hours=24 * 89)
    assert seen(slack, NOTE) == {"Ana", "Sam"}
    moved(slack, team, hours=24 * 2)
    assert seen(slack, NOTE) == set()
