"""Is it still solved? The customer answers with one press, wherever they come from, and nobody else reads it."""

from datetime import timedelta
from pathlib import Path

import pytest

from bot.cases import State
from bot.messages import Place
from bot.sandbox.seeing import Shown
from bot.sandbox.server import Sandbox
from handlers.assemble import Levelhead
from handlers.settling import settle
from tests.handlers import test_followups
from tests.handlers.test_nudges import EVERYBODY, public, thread_of_ana, waiting
from tests.handlers.test_nudges import monday_at_ten as monday_at_ten
from tests.handlers.test_share_up import card_of, import_team, share
from tests.running import running

QUESTION = "Is this still solved on your side?"
SOLVED = "This was solved"
ANSWERS = ("Yes, it is", "Not quite", "No")


def moved(slack: Sandbox, bot: Levelhead, **span: float) -> None:
    """Let time pass, and the seconds for which a conversation rests between two messages."""
    test_followups.moved(slack, bot, **span)
    for _ in range(3):
        test_followups.moved(slack, bot, seconds=2)


def asked(slack: Sandbox, bot: Levelhead) -> tuple[str, Shown]:
    """A thread that was solved a day ago, and the question that Ana posted there."""
    thread, ana = thread_of_ana(slack, bot), slack.person("Ana")
    place = Place(workspace=slack.home.id, channel="C0CUSTCLEO", thread=thread)
    bot.store.remember(lambda memory: settle(memory, place, slack.clock.now()))
    moved(slack, bot, hours=25)
    ana.press("Post a line", on=slack.wait_for(lambda: waiting(slack, words=SOLVED))[0])
    slack.wait_for(lambda: ana.modal)
    ana.submit()
    return thread, slack.wait_for(lambda: questions(slack, thread))[0]


def questions(slack: Sandbox, thread: str) -> list[Shown]:
    return [one for one in public(slack, thread) if QUESTION in one.words]


def whispers(slack: Sandbox, name: str) -> list[str]:
    return [one.words for one in slack.person(name).ephemerals()]


def answered(slack: Sandbox, bot: Levelhead, answer: str, name: str = "Cleo") -> str:
    thread, shown = asked(slack, bot)
    slack.person(name).press(answer, on=shown)
    slack.wait_for(lambda: whispers(slack, name))
    return thread


def test_the_posted_question_brings_its_answers_along(slack: Sandbox, bot: Levelhead) -> None:
    _, shown = asked(slack, bot)
    assert shown.buttons == ANSWERS


@pytest.mark.parametrize("answer", ANSWERS)
def test_who_answers_is_thanked_alone_and_the_buttons_go(slack: Sandbox, bot: Levelhead, answer: str) -> None:
    thread = answered(slack, bot, answer)
    more = "" if answer == ANSWERS[0] else " It's open again, and we'll come back to you here."
    assert whispers(slack, "Cleo")[-1] == f"Thank you for telling us.{more}"
    slack.wait_for(lambda: [one for one in questions(slack, thread) if not one.buttons])
    assert not any("Thank you for telling" in words for name in EVERYBODY for words in whispers(slack, name))


def test_yes_leaves_it_at_that(slack: Sandbox, bot: Levelhead) -> None:
    answered(slack, bot, "Yes, it is")
    moved(slack, bot, hours=30)
    assert waiting(slack, words="isn't solved") == []
    assert waiting(slack) == []


@pytest.mark.parametrize("answer", ["Not quite", "No"])
def test_otherwise_the_owner_alone_hears_of_it_and_the_customer_waits_again(
    slack: Sandbox, bot: Levelhead, answer: str
) -> None:
    thread = answered(slack, bot, answer)
    moved(slack, bot, minutes=1)
    slack.wait_for(lambda: waiting(slack, words="isn't solved yet"))
    assert not any(waiting(slack, name, "isn't solved yet") for name in EVERYBODY if name != "Ana")
    found = bot.store.recall(
        lambda memory: memory.threads.find(Place(workspace=slack.home.id, channel="C0CUSTCLEO", thread=thread))
    )
    assert found.settled_at is None
    assert found.waiting_since is not None
    moved(slack, bot, hours=2, minutes=5)
    slack.wait_for(lambda: waiting(slack))


def test_an_owner_who_has_gone_home_hears_of_it_when_they_are_back(slack: Sandbox, bot: Levelhead) -> None:
    _, shown = asked(slack, bot)
    moved(slack, bot, hours=9)
    slack.person("Cleo").press("No", on=shown)
    moved(slack, bot, minutes=5)
    assert waiting(slack, words="isn't solved yet") == []
    moved(slack, bot, hours=14)
    slack.wait_for(lambda: waiting(slack, words="isn't solved yet"))


def test_a_colleague_does_not_answer_for_the_customer(slack: Sandbox, bot: Levelhead) -> None:
    thread, shown = asked(slack, bot)
    slack.person("Ben").press("No", on=shown)
    slack.wait_for(lambda: whispers(slack, "Ben"))
    assert "for the customer" in whispers(slack, "Ben")[-1]
    moved(slack, bot, minutes=5)
    assert waiting(slack, words="isn't solved yet") == []
    assert questions(slack, thread)[0].buttons == ANSWERS


def test_a_second_answer_to_the_same_question_changes_nothing(slack: Sandbox, tmp_path: Path) -> None:
    with running(slack, tmp_path, over_http=True) as bot:
        _, shown = asked(slack, bot)
        cleo = slack.person("Cleo")
        slack.faults.error("chat.update", "internal_error")
        cleo.press("Yes, it is", on=shown)
        slack.wait_for(lambda: whispers(slack, "Cleo"))
        cleo.press("No", on=shown)
        slack.wait_for(lambda: len(whispers(slack, "Cleo")) == 2)
        assert "answered already" in whispers(slack, "Cleo")[-1]
        moved(slack, bot, minutes=5)
        assert waiting(slack, words="isn't solved yet") == []


def test_a_resolved_case_is_checked_and_opens_again_when_it_is_not_solved(slack: Sandbox, bot: Levelhead) -> None:
    import_team(slack, bot)
    thread, ana = thread_of_ana(slack, bot), slack.person("Ana")
    share(slack, bot, thread)
    ana.close(everything=True)
    ana.press("Resolved", on=card_of(slack, bot, "Ana"))
    moved(slack, bot, hours=25)
    ana.press("Post a line", on=slack.wait_for(lambda: waiting(slack, words=SOLVED))[0])
    slack.wait_for(lambda: ana.modal)
    ana.submit()
    shown = slack.wait_for(lambda: questions(slack, thread))[0]
    slack.person("Cleo").press("Not quite", on=shown)
    moved(slack, bot, minutes=1)
    place = Place(workspace=slack.home.id, channel="C0CUSTCLEO", thread=thread)
    (case,) = bot.store.recall(lambda memory: memory.cases.at(place))
    assert case.state is State.OPEN
    assert "isn't solved yet" in card_of(slack, bot, "Ana").words


def test_a_case_that_is_resolved_ends_what_waits_in_its_thread(slack: Sandbox, bot: Levelhead) -> None:
    import_team(slack, bot)
    thread, ana = thread_of_ana(slack, bot), slack.person("Ana")
    share(slack, bot, thread)
    ana.close(everything=True)
    ana.press("Resolved", on=card_of(slack, bot, "Ana"))
    moved(slack, bot, hours=6)
    assert waiting(slack) == []


def test_a_case_that_a_colleague_opens_again_is_not_checked(slack: Sandbox, bot: Levelhead) -> None:
    import_team(slack, bot)
    thread, ana = thread_of_ana(slack, bot), slack.person("Ana")
    share(slack, bot, thread)
    ana.close(everything=True)
    ana.press("Resolved", on=card_of(slack, bot, "Ana"))
    moved(slack, bot, minutes=5)
    ana.press("Open again", on=card_of(slack, bot, "Ana"))
    moved(slack, bot, hours=30)
    assert waiting(slack, words=SOLVED) == []


def test_among_colleagues_it_is_asked_in_the_thread_and_whoever_reads_it_may_answer(
    slack: Sandbox, bot: Levelhead
) -> None:
    thread = slack.person("Ben").say("#support", "The export stops at half.")
    slack.person("Ana").say("#support", "It is fixed.", thread)
    slack.settle()
    place = Place(workspace=slack.home.id, channel="C0SUPPORT", thread=thread)
    bot.store.remember(lambda memory: settle(memory, place, slack.clock.now()))
    moved(slack, bot, hours=25)

    def asked_here() -> list[Shown]:
        return [one for one in slack.person("Ben").sees("#support", thread) if "still solved" in one.words]

    slack.person("Ben").press("No", on=slack.wait_for(asked_here)[0])
    moved(slack, bot, minutes=5)
    slack.wait_for(lambda: waiting(slack, words="isn't solved yet"))


def test_a_thread_that_opened_again_by_itself_is_not_asked_about(slack: Sandbox, bot: Levelhead) -> None:
    thread = thread_of_ana(slack, bot)
    place = Place(workspace=slack.home.id, channel="C0CUSTCLEO", thread=thread)
    bot.store.remember(lambda memory: settle(memory, place, slack.clock.now()))
    slack.clock.advance(timedelta(hours=3))
    slack.person("Cleo").say("#cust-cleo", "It stopped again, sorry.", thread)
    moved(slack, bot, hours=25)
    assert waiting(slack, words=SOLVED) == []


def test_who_is_offered_to_ask_and_says_that_it_is_settled_is_not_offered_it_again(
    slack: Sandbox, bot: Levelhead
) -> None:
    thread, ana = thread_of_ana(slack, bot), slack.person("Ana")
    place = Place(workspace=slack.home.id, channel="C0CUSTCLEO", thread=thread)
    bot.store.remember(lambda memory: settle(memory, place, slack.clock.now()))
    moved(slack, bot, hours=25)
    assert ana.press("It's settled", on=slack.wait_for(lambda: waiting(slack, words=SOLVED))[0])
    slack.wait_for(lambda: waiting(slack, words="Noted"))
    moved(slack, bot, hours=26)
    assert waiting(slack, words=SOLVED) == []
