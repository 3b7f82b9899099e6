"""On Monday morning who leads others reads what came in, in numbers that are about nobody."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from bot.cases import Case, Moment, Need, State, Verb
from bot.casewords import CaseWords
from bot.digest_periods import last_month, last_week, month_of
from bot.impact import Rank
from bot.messages import Message, Place
from bot.people import Person, Role
from bot.sandbox.seeing import Shown
from bot.sandbox.server import Sandbox
from bot.sources import Source
from handlers.assemble import Levelhead
from handlers.digest import plan_digests
from phrasebook.reading import Level, Voice
from storage.store import Memory

PATIENCE = 30
HEAD = "Your Monday digest"
AGENTS = tuple(f"U0AGENT{number}" for number in range(6))


def team(slack: Sandbox, agents: tuple[str, ...] = AGENTS) -> list[Person]:
    """Sam leads six agents; Jo leads Sam."""
    home, sam, jo = slack.home.id, slack.person("Sam").id, slack.person("Jo").id
    heads = [
        Person(workspace=home, slack_id=jo, name="Jo", role=Role.MANAGER),
        Person(workspace=home, slack_id=sam, name="Sam", role=Role.SUPERVISOR, reports_to=jo),
    ]
    return [
        *heads,
        *(Person(workspace=home, slack_id=one, name=one, role=Role.AGENT, reports_to=sam) for one in agents),
    ]


def case(workspace: str, number: int, sharer: str, at: datetime) -> Case:
    sources = (Source.DELAY, Source.PRODUCT_FAULT)
    return Case(
        id=f"{number:032x}",
        number=f"LH-{number:06}",
        place=Place(workspace=workspace, channel="C0SUPPORT", thread=f"1772442000.{number:06}"),
        sharer=sharer,
        need=Need.ADVICE,
        rank=Rank(3),
        state=State.ACKNOWLEDGED,
        holder="U0HEAD",
        shared_with=("U0HEAD",),
        source=sources[number // len(AGENTS) % 2],
        timeline=(
            Moment(at=at, verb=Verb.SHARE, by=sharer, to="U0HEAD"),
            Moment(at=at + timedelta(minutes=22), verb=Verb.ACKNOWLEDGE, by="U0HEAD"),
        ),
    )


def share(memory: Memory, workspace: str, month: datetime, each: int, agents: tuple[str, ...] = AGENTS) -> None:
    """Every agent shares as many cases in a month."""
    start = month.month * 100 * len(AGENTS)
    for number in range(each * len(agents)):
        found = case(workspace, start + number, agents[number % len(agents)], month + timedelta(days=3, minutes=number))
        memory.cases.open(found, CaseWords(what="He shouts."))


def write(memory: Memory, workspace: str, at: datetime, threads: int, agents: tuple[str, ...] = AGENTS) -> None:
    """Customers write in threads that agents answer: every second is upset first and calm at the end."""
    for number in range(threads):
        begun = at + timedelta(minutes=10 * number)
        thread = f"{begun.timestamp():.0f}.{number:06}"
        place = Place(workspace=workspace, channel="C0CUSTCLEO", thread=thread)
        for step, level in enumerate((Level.HEATED if number % 2 else Level.CALM, Level.CALM)):
            when = begun + timedelta(minutes=step)
            said = Message(place=place, ts=f"{when.timestamp():.0f}.{number:06}", author="U9", text="x", at=when)
            memory.figures.note_reading(said, level, "delay")
        owner, last = agents[number // 2 % len(agents)], f"{begun.timestamp() + 99:.0f}.{number:06}"
        reply = Message(place=place, ts=last, author=owner, text="x", at=begun)
        memory.threads.note_message(reply, Voice.AGENT, begun)


def lived(slack: Sandbox, bot: Levelhead, *, each: int = 3, threads: int = 20) -> None:
    """A team, two months of cases, two weeks of threads, and the next digest planned."""
    home, now = slack.home.id, slack.clock.now()
    month, week = last_month(next_monday(now)), last_week(next_monday(now))

    def work(memory: Memory) -> None:
        memory.people.replace_team(home, team(slack))
        share(memory, home, month.begins, each)
        share(memory, home, month.before.begins, each + 1)
        write(memory, home, week.begins, threads)
        write(memory, home, week.before.begins, threads)
        plan_digests(memory, now)

    bot.store.remember(work, wait=30)


def next_monday(now: datetime) -> datetime:
    day = now.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    return day + timedelta(days=7 - day.weekday())


def pass_to(slack: Sandbox, bot: Levelhead, at: datetime) -> None:
    slack.clock.advance(at - slack.clock.now())
    for _ in range(3):
        assert bot.courier.rest(PATIENCE)
        slack.clock.advance(timedelta(seconds=2))
    assert bot.courier.rest(PATIENCE)


def digests(slack: Sandbox, name: str) -> list[Shown]:
    return [one for one in slack.person(name).dms() if HEAD in one.words]


def living_in(slack: Sandbox, name: str, zone: str) -> None:
    slack.person(name).change(tz=zone)


@pytest.fixture
def monday(slack: Sandbox, bot: Levelhead) -> datetime:
    """The coming Monday, at nine in London, where Sam and Jo live, in winter."""
    for name in ("Sam", "Jo"):
        living_in(slack, name, "UTC")
    return next_monday(slack.clock.now()) + timedelta(hours=9)


def test_the_digest_comes_on_monday_at_nine(slack: Sandbox, bot: Levelhead, monday: datetime) -> None:
    lived(slack, bot)
    pass_to(slack, bot, monday - timedelta(minutes=1))
    assert not digests(slack, "Sam")
    pass_to(slack, bot, monday)
    assert len(digests(slack, "Sam")) == len(digests(slack, "Jo")) == 1


def test_it_tells_numbers_beside_what_they_are_a_part_of(slack: Sandbox, bot: Levelhead, monday: datetime) -> None:
    lived(slack, bot, each=4)
    pass_to(slack, bot, monday)
    words = digests(slack, "Sam")[0].words.replace("*", "")
    assert "Threads in which customers wrote: 20, before: 20" in words
    assert "Upset at first, calm at the end: 10 of 20 (50%), before: 10 of 20 (50%)" in words
    assert "Shared up: 24, before: 30" in words
    assert "It took too long: 12 of 24 (50%), before: 18 of 30 (60%)" in words
    assert "• Hurt: 24 of 24 (100%), before: 30 of 30 (100%)" in words
    assert "Half were taken up within 25 minutes (of 24;" in words


def test_agents_get_none(slack: Sandbox, bot: Levelhead, monday: datetime) -> None:
    lived(slack, bot)
    pass_to(slack, bot, monday)
    assert not any(digests(slack, name) for name in ("Ana", "Ben"))


def test_it_comes_at_nine_on_its_reader_s_own_clock(slack: Sandbox, bot: Levelhead, monday: datetime) -> None:
    living_in(slack, "Sam", "America/New_York")
    lived(slack, bot)
    pass_to(slack, bot, monday + timedelta(hours=3))
    assert not digests(slack, "Sam")
    pass_to(slack, bot, monday + timedelta(hours=6))
    assert digests(slack, "Sam")


def test_a_monday_that_was_missed_is_not_made_up_for(slack: Sandbox, bot: Levelhead, monday: datetime) -> None:
    lived(slack, bot)
    pass_to(slack, bot, monday + timedelta(days=1))
    assert not digests(slack, "Sam")


def test_there_is_another_one_a_week_later(slack: Sandbox, bot: Levelhead, monday: datetime) -> None:
    lived(slack, bot)
    pass_to(slack, bot, monday)
    pass_to(slack, bot, monday + timedelta(days=7))
    assert len(digests(slack, "Sam")) == 2


def leave(slack: Sandbox, bot: Levelhead) -> None:
    slack.person("Sam").change(deleted=True)


def become_guest(slack: Sandbox, bot: Levelhead) -> None:
    slack.person("Sam").change(guest="multi")


def lose_the_team(slack: Sandbox, bot: Levelhead) -> None:
    bot.store.remember(lambda memory: memory.people.replace_team(slack.home.id, team(slack, ())))


@pytest.mark.parametrize("deed", [leave, become_guest, lose_the_team])
def test_who_leads_nobody_of_ours_any_more_gets_none(
    slack: Sandbox, bot: Levelhead, monday: datetime, deed: Callable[[Sandbox, Levelhead], None]
) -> None:
    lived(slack, bot)
    deed(slack, bot)
    pass_to(slack, bot, monday)
    assert not digests(slack, "Sam")


@pytest.mark.parametrize(("press", "then"), [("Not for me", 0), ("Every week", 1)])
def test_its_reader_says_how_often(slack: Sandbox, bot: Levelhead, monday: datetime, press: str, then: int) -> None:
    lived(slack, bot)
    pass_to(slack, bot, monday)
    slack.person("Sam").press(press, on=digests(slack, "Sam")[0])
    assert bot.door.rest(PATIENCE)
    pass_to(slack, bot, monday + timedelta(days=7))
    assert len(digests(slack, "Sam")) == 1 + then


def test_once_a_month_is_on_the_first_monday(slack: Sandbox, bot: Levelhead, monday: datetime) -> None:
    lived(slack, bot)
    bot.store.remember(lambda memory: memory.trends.wish(slack.home.id, slack.person("Sam").id, "monthly"))
    first = monday
    while first.day > 7:
        first += timedelta(days=7)
    while monday <= first:
        bot.store.remember(lambda memory: plan_digests(memory, slack.clock.now()))
        pass_to(slack, bot, monday)
        monday += timedelta(days=7)
    assert len(digests(slack, "Sam")) == 1


def test_where_there_is_too_little_to_tell_nothing_is_said(slack: Sandbox, bot: Levelhead, monday: datetime) -> None:
    lived(slack, bot, each=0, threads=8)
    pass_to(slack, bot, monday)
    assert not digests(slack, "Sam")


def test_the_pictures_come_into_the_same_conversation(slack: Sandbox, bot: Levelhead, monday: datetime) -> None:
    lived(slack, bot)
    pass_to(slack, bot, monday)
    dm = slack.person("Sam").open_dm("Levelhead")
    asked = [call for call in slack.calls if call.method == "files.getUploadURLExternal"]
    done = [call.args["channel_id"] for call in slack.calls if call.method == "files.completeUploadExternal"]
    assert dm in done
    assert all(call.args["alt_txt"] for call in asked)


def test_where_the_pictures_are_refused_the_words_are_enough(slack: Sandbox, bot: Levelhead, monday: datetime) -> None:
    lived(slack, bot)
    slack.faults.error("files.getUploadURLExternal", "missing_scope", times=9)
    pass_to(slack, bot, monday)
    assert len(digests(slack, "Sam")) == 1


def test_who_shared_what_is_forgotten_once_a_month_was_counted(
    slack: Sandbox, bot: Levelhead, monday: datetime
) -> None:
    lived(slack, bot)
    month = last_month(monday)
    assert bot.store.recall(lambda memory: memory.trends.cases(slack.home.id, month)).total
    pass_to(slack, bot, monday)
    assert not bot.store.recall(lambda memory: memory.trends.cases(slack.home.id, month)).total


def test_what_was_told_once_stays_as_it_was(slack: Sandbox, bot: Levelhead, monday: datetime) -> None:
    """Else two digests about the same month, with a team changed in between, would tell who changed it."""
    lived(slack, bot)
    pass_to(slack, bot, monday)
    page = (slack.home.id, month_of(last_month(monday).first), slack.person("Sam").id)
    before = bot.store.recall(lambda memory: memory.trends.page(*page))
    bot.store.remember(lambda memory: share(memory, slack.home.id, page[1].begins + timedelta(days=9), 2))
    pass_to(slack, bot, monday + timedelta(days=7))
    assert before == bot.store.recall(lambda memory: memory.trends.page(*page))
