"""Who leads reads on their Home what was counted for digests, and nothing is counted for it."""

from datetime import datetime, timedelta

import pytest

from bot.digest_periods import last_month, last_week
from bot.people import Person, Role
from bot.sandbox.server import Sandbox
from handlers.assemble import Levelhead
from handlers.digest import plan_digests
from storage.store import Memory
from tests.handlers.test_digest import AGENTS, digests, lived, living_in, next_monday, pass_to, team, write
from tests.handlers.test_home import home_of, opened

TITLE = "Trends"
NINE = timedelta(hours=9)
DAY = timedelta(days=1)


@pytest.fixture
def monday(slack: Sandbox, bot: Levelhead) -> datetime:
    """The coming Monday, at nine where Sam and Jo live; the bot has lived with their team for two months.

    The day after it lies in the same month, since what is counted in a new one is told of the month before that.
    """
    while next_monday(slack.clock.now()).month != (next_monday(slack.clock.now()) + DAY).month:
        slack.clock.advance(7 * DAY)
    for name in ("Sam", "Jo"):
        living_in(slack, name, "UTC")
    lived(slack, bot, each=4)
    return next_monday(slack.clock.now()) + NINE


def trends(slack: Sandbox, bot: Levelhead, name: str) -> str:
    """What stands in that part of somebody's Home, as it is read."""
    return opened(slack, bot, name).words.partition(TITLE)[2].partition("What you promised")[0].replace("*", "")


def test_last_week_stands_beside_last_month_with_their_counts(slack: Sandbox, bot: Levelhead, monday: datetime) -> None:
    pass_to(slack, bot, monday)
    told, week, month = trends(slack, bot, "Sam"), last_week(monday).name, last_month(monday).name
    assert f"The week of {week} · everybody" in told
    assert "Threads in which customers wrote: 20, before: 20" in told
    assert "Upset at first, calm at the end: 10 of 20 (50%)" in told
    assert f"{month} · the people below you" in told
    assert "Shared up: 24, before: 30" in told
    assert "Half were taken up within 25 minutes (of 24), before: 25 minutes" in told


def test_only_the_lines_that_say_most_stand_there(slack: Sandbox, bot: Levelhead, monday: datetime) -> None:
    pass_to(slack, bot, monday)
    assert "It took too long" in digests(slack, "Sam")[0].words
    assert "It took too long" not in trends(slack, bot, "Sam")


def test_until_monday_nothing_is_counted_for_it(slack: Sandbox, bot: Levelhead, monday: datetime) -> None:
    pass_to(slack, bot, monday - timedelta(minutes=1))
    assert "Nothing is counted yet" in trends(slack, bot, "Sam")
    assert bot.store.recall(lambda memory: memory.trends.page(slack.home.id, last_week(monday), "")) is None


def test_a_home_that_is_open_shows_what_was_just_counted(slack: Sandbox, bot: Levelhead, monday: datetime) -> None:
    opened(slack, bot, "Jo")
    pass_to(slack, bot, monday)
    assert "Shared up" in home_of(slack, bot, "Jo").words


def test_until_the_next_is_counted_the_one_before_stands_there(
    slack: Sandbox, bot: Levelhead, monday: datetime
) -> None:
    pass_to(slack, bot, monday)
    pass_to(slack, bot, monday + timedelta(days=7) - NINE)
    assert f"The week of {last_week(monday).name}" in trends(slack, bot, "Sam")


def test_it_is_counted_also_where_nobody_wants_a_digest(slack: Sandbox, bot: Levelhead, monday: datetime) -> None:
    def work(memory: Memory) -> None:
        for name in ("Sam", "Jo"):
            memory.trends.wish(slack.home.id, slack.person(name).id, "never")

    bot.store.remember(work)
    pass_to(slack, bot, monday)
    assert not digests(slack, "Sam")
    assert "Shared up: 24" in trends(slack, bot, "Sam")


def test_it_is_counted_also_on_a_monday_that_was_missed(slack: Sandbox, bot: Levelhead, monday: datetime) -> None:
    pass_to(slack, bot, monday + DAY)
    assert not digests(slack, "Sam")
    assert "Shared up: 24" in trends(slack, bot, "Sam")


def test_too_little_to_tell_is_told_as_such(slack: Sandbox, bot: Levelhead) -> None:
    home, now = slack.home.id, slack.clock.now()

    def work(memory: Memory) -> None:
        memory.people.replace_team(home, team(slack))
        write(memory, home, last_week(next_monday(now)).begins, 8)
        plan_digests(memory, now)

    living_in(slack, "Sam", "UTC")
    bot.store.remember(work, wait=30)
    pass_to(slack, bot, next_monday(now) + NINE)
    told = trends(slack, bot, "Sam")
    assert told.count("Too little to tell") == 2
    assert not any(words in told for words in ("Threads in which", "Shared up"))


def test_nobody_else_has_that_part(slack: Sandbox, bot: Levelhead, monday: datetime) -> None:
    pass_to(slack, bot, monday)
    assert not any(TITLE in opened(slack, bot, name).words for name in ("Ana", "Ada", "Gil"))


def test_who_leads_nobody_any_more_has_it_no_longer(slack: Sandbox, bot: Levelhead, monday: datetime) -> None:
    pass_to(slack, bot, monday)
    home, sam, jo = slack.home.id, slack.person("Sam").id, slack.person("Jo").id
    people = [
        Person(workspace=home, slack_id=jo, name="Jo", role=Role.MANAGER),
        Person(workspace=home, slack_id=sam, name="Sam", role=Role.SUPERVISOR, reports_to=jo),
        *(Person(workspace=home, slack_id=one, name=one, role=Role.AGENT, reports_to=jo) for one in AGENTS),
    ]
    bot.store.remember(lambda memory: memory.people.replace_team(home, people))
    assert TITLE not in opened(slack, bot, "Sam").words
    assert "Shared up: 24" in trends(slack, bot, "Jo")
