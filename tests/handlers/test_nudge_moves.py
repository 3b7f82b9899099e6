"""A nudge can be snoozed and handed over, in private: the problem and the deadline go along, nothing else does."""

from datetime import timedelta

import pytest

from bot.sandbox.seeing import Shown
from bot.sandbox.server import Sandbox
from handlers.assemble import Levelhead
from tests.handlers.test_checkin import moved
from tests.handlers.test_nudges import ANGRY, EVERYBODY, public, thread_of_ana, waiting
from tests.handlers.test_nudges import monday_at_ten as monday_at_ten
from tests.handlers.test_share_up import WHAT, import_team, share
from tests.running import window_of

HANDED = "handed this follow-up over"


def nudged(slack: Sandbox, bot: Levelhead, last: str = ANGRY) -> tuple[str, Shown]:
    thread = thread_of_ana(slack, bot, last)
    moved(slack, bot, minutes=35)
    return thread, slack.wait_for(lambda: waiting(slack))[0]


def told(slack: Sandbox, words: str, name: str = "Ana") -> list[Shown]:
    """What a nudge has become once it was pressed."""
    return [one for one in slack.person(name).dms() if words in one.words]


def given(slack: Sandbox, to: str = "Ben") -> list[Shown]:
    return [one for one in slack.person(to).dms() if HANDED in one.words]


def hand_over(slack: Sandbox, nudge: Shown, to: str, **more: str) -> bool:
    ana = slack.person("Ana")
    ana.press("Hand over", on=nudge)
    window_of(slack, ana)
    return ana.submit({"to": slack.person(to).id, **more})


def test_a_snoozed_nudge_looks_again_in_an_hour_and_not_before(slack: Sandbox, bot: Levelhead) -> None:
    thread, nudge = nudged(slack, bot)
    slack.person("Ana").choose("Snooze", "In an hour", on=nudge)
    slack.wait_for(lambda: told(slack, "I'll look again"))
    moved(slack, bot, minutes=55)
    assert waiting(slack) == []
    moved(slack, bot, minutes=10)
    slack.wait_for(lambda: waiting(slack))
    moved(slack, bot, hours=4)
    assert len(waiting(slack)) == 1
    assert not any("still waiting" in one.words for one in slack.person("Ana").dms())
    assert public(slack, thread) == []


@pytest.mark.parametrize("answer", ["It works again.", ""])
def test_a_snoozed_nudge_that_is_answered_says_nothing_any_more(slack: Sandbox, bot: Levelhead, answer: str) -> None:
    thread, nudge = nudged(slack, bot)
    slack.person("Ana").choose("Snooze", "In an hour", on=nudge)
    moved(slack, bot, minutes=10)
    if answer:
        slack.person("Ana").say("#cust-cleo", answer, thread)
    moved(slack, bot, minutes=55)
    assert len(waiting(slack)) == (0 if answer else 1)


def test_a_time_to_snooze_to_can_be_picked_and_is_kept_whatever_the_hour(slack: Sandbox, bot: Levelhead) -> None:
    _, nudge = nudged(slack, bot)
    ana, late = slack.person("Ana"), slack.clock.now() + timedelta(hours=12)
    ana.choose("Snooze", "Pick a time", on=nudge)
    window_of(slack, ana)
    assert ana.submit({"when": int(late.timestamp())})
    assert "I'll look again" in window_of(slack, ana).words
    moved(slack, bot, hours=12, minutes=2)
    slack.wait_for(lambda: len(waiting(slack)) == 2)


def test_a_colleague_gets_the_problem_and_the_deadline_and_hears_of_it_at_once(slack: Sandbox, bot: Levelhead) -> None:
    thread, nudge = nudged(slack, bot)
    assert hand_over(slack, nudge, "Ben")
    (handed,) = slack.wait_for(lambda: given(slack))
    assert "A customer is waiting for an answer here." in handed.words
    assert "I'll remind you:" in handed.words
    assert ANGRY[:20] not in handed.words
    assert public(slack, thread) == []
    assert not any(given(slack, name) for name in EVERYBODY if name != "Ben")


def test_what_was_promised_is_the_deadline(slack: Sandbox, bot: Levelhead) -> None:
    thread, nudge = nudged(slack, bot)
    said = slack.person("Ana").say("#cust-cleo", "I'll get back to you in 3 hours.", thread)
    moved(slack, bot)
    hand_over(slack, nudge, "Ben")
    (handed,) = slack.wait_for(lambda: given(slack))
    assert f"<!date^{int(float(said)) + 3 * 3600}^" in handed.blocks[0]["text"]["text"]


def test_who_took_it_over_is_nudged_from_then_on(slack: Sandbox, bot: Levelhead) -> None:
    thread, nudge = nudged(slack, bot)
    hand_over(slack, nudge, "Ben")
    slack.wait_for(lambda: given(slack))
    slack.person("Cleo").say("#cust-cleo", ANGRY, thread)
    moved(slack, bot, hours=30)
    assert len(waiting(slack)) == 1
    assert not any("still waiting" in one.words for one in slack.person("Ana").dms())
    slack.wait_for(lambda: told(slack, "quiet here", "Ben"))


@pytest.mark.parametrize("name", ["Cleo", "Gil"])
def test_nobody_from_outside_gets_it(slack: Sandbox, bot: Levelhead, name: str) -> None:
    ana, (_, nudge) = slack.person("Ana"), nudged(slack, bot)
    hand_over(slack, nudge, name)
    slack.wait_for(lambda: ana.modal and "full member" in ana.modal.words)
    moved(slack, bot, minutes=2)
    assert not slack.person(name).dms()
    ana.submit({"to": slack.person("Ben").id})
    slack.wait_for(lambda: given(slack))


def test_a_note_that_carries_the_conflict_is_held_up_once(slack: Sandbox, bot: Levelhead) -> None:
    import_team(slack, bot)
    thread, nudge = nudged(slack, bot)
    share(slack, bot, thread)
    slack.person("Ana").close(everything=True)
    assert not hand_over(slack, nudge, "Ben", note=WHAT)
    assert "neutral line" in str(window_of(slack, slack.person("Ana")).errors)
    assert given(slack) == []
    slack.person("Ana").submit({"note": "Please look at the export."})
    (handed,) = slack.wait_for(lambda: given(slack))
    assert "Please look at the export." in handed.words
    assert WHAT[:20] not in handed.words


def test_the_reminder_of_what_was_handed_over_stays_private(slack: Sandbox, bot: Levelhead) -> None:
    thread = slack.person("Ben").say("#support", "The export stops at half.")
    assert thread
    cleo_thread, nudge = nudged(slack, bot)
    hand_over(slack, nudge, "Ben")
    slack.wait_for(lambda: given(slack))
    moved(slack, bot, hours=5)
    slack.wait_for(lambda: told(slack, "What was handed over to you is due", "Ben"))
    assert public(slack, cleo_thread) == []
