"""Who comes back from days off gets one list, not thirty nudges; what was asked for a fixed time comes at that time."""

from datetime import timedelta

import pytest

from bot.deliveries import Kind
from bot.sandbox.seeing import Shown
from bot.sandbox.server import Sandbox
from bot.schedules import Absence
from handlers.assemble import Levelhead
from tests.handlers.test_followups import moved
from tests.handlers.test_nudges import ASKS, monday_at_ten, waiting

__all__ = ["monday_at_ten"]
LIST = "Good to have you back"


def take_off(slack: Sandbox, bot: Levelhead, days: int, name: str = "Ana") -> None:
    """From today on."""
    today, who = slack.clock.now().date(), slack.person(name).id
    away = Absence(first=today, last=today + timedelta(days=days - 1))
    bot.store.remember(lambda memory: memory.working.go_away(slack.home.id, who, away))


def all_dms(slack: Sandbox, name: str = "Ana") -> list[Shown]:
    return list(slack.person(name).dms())


def threads_while_away(slack: Sandbox, bot: Levelhead, many: int, days: int = 3) -> list[str]:
    """So many customers wait for Ana, who took days off; it is the first of them, shortly after one o'clock."""
    roots = []
    for _ in range(many):
        roots.append(slack.person("Cleo").say("#cust-cleo", ASKS))
        slack.person("Ana").say("#cust-cleo", "Thanks, I'm looking into it.", roots[-1])
    slack.settle()
    take_off(slack, bot, days)
    for root in roots:
        slack.person("Cleo").say("#cust-cleo", ASKS, root)
    slack.settle()
    moved(slack, bot, hours=3)
    moved(slack, bot, minutes=1)
    return roots


def ask_for_four(slack: Sandbox, bot: Levelhead) -> None:
    """Ana asks to be reminded of four refunds in three hours."""
    ana = slack.person("Ana")
    for number in range(4):
        ana.command(f"/followup 3h check refund {number}", "#cust-cleo")
    slack.wait_for(lambda: len(bot.store.recall(lambda memory: memory.followups.open_for(slack.home.id, ana.id))) == 4)


def test_who_comes_back_gets_one_list(slack: Sandbox, bot: Levelhead) -> None:
    threads_while_away(slack, bot, 6)
    moved(slack, bot, hours=67, minutes=30)
    assert all_dms(slack) == []
    moved(slack, bot, minutes=30)
    (shown,) = slack.wait_for(lambda: waiting(slack, words=LIST))
    assert shown.words.count("A customer is waiting for an answer") == 6
    assert shown.buttons.count("It's settled") == 6
    lines = [block["text"]["text"] for block in shown.blocks[1:]]
    assert all("|have a look>" in line and "In <#C0CUSTCLEO>, begun <!date^" in line for line in lines)
    moved(slack, bot, minutes=5)
    moved(slack, bot, minutes=5)
    assert len(all_dms(slack)) == 1


def test_two_come_by_themselves(slack: Sandbox, bot: Levelhead) -> None:
    threads_while_away(slack, bot, 2)
    moved(slack, bot, hours=68)
    slack.wait_for(lambda: len(waiting(slack)) == 2)
    assert waiting(slack, words=LIST) == []


def test_what_was_answered_meanwhile_is_not_on_the_list(slack: Sandbox, bot: Levelhead) -> None:
    roots = threads_while_away(slack, bot, 5)
    moved(slack, bot, hours=24)
    slack.person("Ben").say("#cust-cleo", "It works again, could you try?", roots[0])
    moved(slack, bot, hours=44)
    (shown,) = slack.wait_for(lambda: waiting(slack, words=LIST))
    assert shown.words.count("A customer is waiting for an answer") == 4


def test_a_list_that_shrank_to_two_is_none(slack: Sandbox, bot: Levelhead) -> None:
    roots = threads_while_away(slack, bot, 3)
    moved(slack, bot, hours=24)
    slack.person("Ben").say("#cust-cleo", "It works again, could you try?", roots[0])
    moved(slack, bot, hours=44)
    moved(slack, bot, seconds=30)
    slack.wait_for(lambda: len(waiting(slack)) == 2)
    assert waiting(slack, words=LIST) == []


def test_a_line_is_settled_and_the_others_stay(slack: Sandbox, bot: Levelhead) -> None:
    threads_while_away(slack, bot, 4)
    moved(slack, bot, hours=68)
    shown = slack.wait_for(lambda: waiting(slack, words=LIST))[0]
    slack.person("Ana").press("It's settled", on=shown)
    slack.wait_for(lambda: waiting(slack, words=LIST)[0].buttons.count("It's settled") == 3)
    assert "✓" in waiting(slack, words=LIST)[0].words
    assert waiting(slack, words=LIST)[0].words.count("A customer is waiting") == 4


def test_each_line_comes_again_as_often_as_it_would_have_by_itself(slack: Sandbox, bot: Levelhead) -> None:
    threads_while_away(slack, bot, 3)
    moved(slack, bot, hours=68)
    slack.wait_for(lambda: waiting(slack, words=LIST))
    moved(slack, bot, hours=1, minutes=10)
    slack.wait_for(lambda: len(waiting(slack, words="still waiting")) == 3)


def test_who_is_back_earlier_hears_of_it_then(slack: Sandbox, bot: Levelhead) -> None:
    threads_while_away(slack, bot, 4, days=10)
    moved(slack, bot, hours=24)
    ana = slack.person("Ana")

    assert ana.command("/levelhead hours", "#cust-cleo")
    slack.wait_for(lambda: ana.modal is not None and "One moment" not in ana.modal.words)
    ana.submit({"away_first": None, "away_last": None})
    moved(slack, bot, minutes=1)
    slack.wait_for(lambda: waiting(slack, words=LIST))


@pytest.mark.parametrize("fault", ["server_error", "half"])
def test_a_list_is_said_once_whatever_slack_answers(slack: Sandbox, bot: Levelhead, fault: str) -> None:
    threads_while_away(slack, bot, 4)
    moved(slack, bot, hours=67, minutes=30)
    getattr(slack.faults, fault)("chat.postMessage")
    moved(slack, bot, minutes=30)
    for _ in range(4):
        moved(slack, bot, seconds=40)
    slack.wait_for(lambda: waiting(slack, words=LIST))
    assert len(all_dms(slack)) == 1


def test_an_asked_for_time_is_kept_on_a_day_off(slack: Sandbox, bot: Levelhead) -> None:
    take_off(slack, bot, 3)
    ask_for_four(slack, bot)
    moved(slack, bot, hours=3, minutes=1)
    slack.wait_for(lambda: len([one for one in all_dms(slack) if "check refund" in one.words]) == 4)


def test_what_rings_again_by_itself_comes_as_one_list(slack: Sandbox, bot: Levelhead) -> None:
    ask_for_four(slack, bot)
    moved(slack, bot, hours=3, minutes=1)
    slack.wait_for(lambda: len([one for one in all_dms(slack) if "check refund" in one.words]) == 4)
    moved(slack, bot, hours=20, minutes=30)
    (shown,) = slack.wait_for(lambda: waiting(slack, words=LIST))
    assert shown.words.count("check refund") == 4
    moved(slack, bot, minutes=2)
    assert len([one for one in all_dms(slack) if "check refund" in one.words]) == 5


def test_a_list_goes_to_its_reader_alone(slack: Sandbox, bot: Levelhead) -> None:
    threads_while_away(slack, bot, 4)
    moved(slack, bot, hours=68)
    slack.wait_for(lambda: waiting(slack, words=LIST))
    assert not any(waiting(slack, name, LIST) for name in ("Ben", "Jo", "Sam", "Mia", "Ada"))
    counts = bot.store.recall(lambda memory: memory.deliveries.counts())
    assert counts.get("failed", 0) == 0
    assert Kind.TOGETHER.value == "together"
