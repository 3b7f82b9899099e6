"""Whatever people promise, share, write, press and forge: no Home shows what is not its viewer's."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from slack_sdk import WebClient

from bot.digest_periods import last_month, last_week
from bot.digest_tables import EVERYBODY as ALL_HEADS
from bot.digest_tables import Table
from bot.home_visits import GAP
from bot.people import Person, Role
from bot.sandbox.server import Sandbox
from handlers.assemble import Levelhead
from handlers.home_refresh import refresh_all_homes
from storage.store import Memory
from tests.handlers import audit
from tests.handlers.house import CHANNELS, EVERYBODY, OWN, House, ground, values_in
from tests.handlers.in_process import running_inside
from tests.handlers.test_case_private import anybody, number, own
from tests.handlers.test_private import SHARP

ROLES = {"Sam": Role.SUPERVISOR, "Mia": Role.MANAGER, "Ada": Role.ADMIN, "Cleo": Role.CUSTOMER}
COUNTED = {ALL_HEADS: 710_000, **{name: 720_000 + 1_000 * place for place, name in enumerate(OWN)}}
"""What was counted, by whose it is to read: numbers that stand nowhere else."""
share = st.tuples(st.just("share"), own, st.integers(0, 4), st.booleans())
look = st.tuples(st.just("look"), anybody)
step = st.one_of(
    look,
    look,
    share,
    st.tuples(st.just("press_home"), anybody, number),
    st.tuples(st.just("press_home"), own, number),
    st.tuples(st.just("press"), own, number),
    st.tuples(st.just("follow_up"), own, st.sampled_from(CHANNELS), number),
    st.tuples(st.just("sharp"), st.sampled_from(["Ana", "Ben", "Jo", "Sam"])),
    st.tuples(st.just("steal_home"), anybody, own, number),
    st.tuples(st.just("rehead"), own, st.sampled_from(["", *OWN])),
    st.tuples(st.sampled_from(["leave", "become_guest", "come_back"]), own),
    st.tuples(st.just("forget"), own),
    st.tuples(st.just("advance"), st.integers(1, 600)),
    st.tuples(
        st.just("fault"),
        st.sampled_from(["rate_limit", "server_error", "reset", "half", "user_not_found", "missing_scope"]),
        st.sampled_from(["views.publish", "views.open", "users.info", "*"]),
    ),
)


class Street(House):
    """The house, whose people also look at their Homes; every publishing is held against who its viewer is then."""

    def __init__(self, slack: Sandbox, bot: Levelhead) -> None:
        super().__init__(slack, bot)
        self.looked = 0
        self.published = 0
        self.told_trends: set[tuple[str, str]] = set()

    def begin(self) -> None:
        super().begin()
        self.count()

    def count(self) -> None:
        """Keep numbers of last week for all who lead, and of last month for everybody as if they did."""
        home, now = self.slack.home.id, self.slack.clock.now()
        month = {self.slack.person(name).id: {"cases": Table(total=COUNTED[name])} for name in OWN}

        def work(memory: Memory) -> None:
            memory.trends.publish(home, last_week(now), {ALL_HEADS: {"threads": Table(total=COUNTED[ALL_HEADS])}}, now)
            memory.trends.publish(home, last_month(now), {ALL_HEADS: {}, **month}, now)

        self.bot.store.remember(work)

    def leads(self, name: str) -> bool:
        """Whether somebody may read trends just now, told apart from how the bot does it."""
        below = [one for one in OWN if self.truth.heads.get(one) == name and name in self.truth.above(one)]
        return name in ROLES and ROLES[name] is not Role.CUSTOMER and name not in self.truth.barred and bool(below)

    def leaked_trends(self, reader: str, shown: str) -> list[str]:
        told = {owner for owner, many in COUNTED.items() if str(many) in shown}
        self.told_trends |= {(reader, owner) for owner in told}
        return sorted(told - ({ALL_HEADS, reader} if self.leads(reader) else set()))

    def look(self, name: str) -> None:
        self.slack.person(name).open_home()

    def sharp(self, name: str) -> None:
        """Something that earns a hint, which must never show on a Home."""
        self.slack.person(name).say("#support", SHARP[name].format(token=audit.token(name)))

    def press_home(self, name: str, number: int) -> None:
        person = self.slack.person(name)
        if person.home and person.home.buttons:
            self._clear(name)
            person.press(person.home.buttons[number % len(person.home.buttons)], on=person.home)

    def steal_home(self, thief: str, victim: str, number: int) -> None:
        """Press, as somebody else, a button that stands on somebody's Home."""
        home = self.slack.person(victim).home
        if home and (values := list(values_in(home.blocks))):
            self._send(thief, *values[number % len(values)])

    def audit(self) -> None:
        for name in EVERYBODY:
            # What stays open on a screen was theirs to see when it opened.
            self._clear(name)
        self.rest()
        self.slack.clock.advance(GAP)
        names = {self.slack.person(name).id: name for name in EVERYBODY}
        super().audit()
        calls = self.slack.calls
        new, self.looked = calls[self.looked :], len(calls)
        published = [call for call in new if call.method == "views.publish"]
        self.published += sum(call.ok for call in published)
        assert audit.leaks_in_calls(published, names, {}) == []
        shown = [(names[call.args["user_id"]], json.dumps(call.args["view"])) for call in published]
        assert [leak for reader, view in shown for leak in self.leaked_trends(reader, view)] == []

    def _import(self, heads: dict[str, str]) -> None:
        self.audit()
        ids, home = {name: self.slack.person(name).id for name in EVERYBODY}, self.slack.home.id
        people = [
            Person(
                workspace=home,
                slack_id=ids[name],
                name=name,
                role=ROLES.get(name, Role.AGENT),
                reports_to=ids.get(heads.get(name, ""), ""),
            )
            for name in EVERYBODY
        ]

        def work(memory: Memory) -> None:
            memory.people.replace_team(home, people)
            refresh_all_homes(memory, home, self.slack.clock.now())

        self.truth.heads = dict(heads)
        self.bot.store.remember(work)
        self.count()


@pytest.fixture(scope="module")
def street(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Street]:
    folder: Path = tmp_path_factory.mktemp("street")
    with ground() as slack, running_inside(slack, folder) as bot:
        yield Street(slack, bot)


some = settings(phases=[Phase.generate], database=None, deadline=None, suppress_health_check=list(HealthCheck))


@pytest.mark.parametrize("lives", [5, pytest.param(40, marks=pytest.mark.heavy)])
def test_no_home_shows_anybody_what_is_not_theirs(street: Street, lives: int) -> None:
    @settings(some, max_examples=lives)
    @given(st.lists(step, min_size=20, max_size=50))
    def live(steps: list[tuple[Any, ...]]) -> None:
        street.begin()
        for what, *how in steps:
            street.do(what, *how)
        street.audit()

    live()


def test_the_street_really_looked(street: Street) -> None:
    street.begin()
    before = street.published
    street.follow_up("Ana", "#support", 2)
    street.share("Ana", 0, shortcut=True)
    street.audit()
    for name in ("Ana", "Sam"):
        street.look(name)
    street.audit()
    assert street.published - before >= 2
    homes = {name: street.slack.person(name).home for name in ("Ana", "Sam")}
    ana, sam = homes["Ana"], homes["Sam"]
    assert ana is not None
    assert sam is not None
    assert street.secrets[-1] in ana.words
    assert [note for note, owner in street.truth.writers.items() if owner == "Ana"][-1] in ana.words
    assert "LH-" in sam.words
    assert {("Sam", ALL_HEADS), ("Sam", "Sam")} <= street.told_trends


@pytest.mark.parametrize("planted", ["a case", "a case's words", "a note", "coaching", "a trend", "somebody's trend"])
def test_the_audit_sees_a_leak_that_is_planted(street: Street, planted: str) -> None:
    street.begin()
    street.follow_up("Ana", "#support", 2)
    street.share("Ana", 0, shortcut=False)
    street.audit()
    number = next(one for one in reversed(street.truth.sharers) if one.startswith("LH-"))
    note = next(one for one, owner in reversed(street.truth.writers.items()) if owner == "Ana")
    words = {
        "a case": number,
        "a case's words": street.secrets[-1],
        "a note": note,
        "coaching": f"You said: {audit.token('Ana')}",
        "a trend": f"Threads in which customers wrote: {COUNTED[ALL_HEADS]}",
        "somebody's trend": f"Shared up: {COUNTED['Sam']}",
    }
    block = {"type": "section", "text": {"type": "plain_text", "text": words[planted]}}
    client = WebClient(token=street.slack.bot_token, base_url=street.slack.api_url)
    client.views_publish(user_id=street.slack.person("Ben").id, view={"type": "home", "blocks": [block]})
    with pytest.raises(AssertionError):
        street.audit()
