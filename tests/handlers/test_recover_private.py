"""Whatever people propose, press, steal and forge: a round's words reach its people alone until one of them posts."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from bot.people import Person, Role
from bot.sandbox.server import Sandbox
from handlers.assemble import Levelhead
from tests.handlers.case_audit import SECRET
from tests.handlers.house import CHANNELS, EVERYBODY, HEADS, OWN, House, ground, values_in
from tests.handlers.in_process import running_inside

LEADS = {"Sam": Role.SUPERVISOR, "Mia": Role.MANAGER, "Ada": Role.ADMIN}
TALKS = {"#cust-cleo": "Ana"}
"""Who talks with a customer, and where."""
FORGED = ("recover_release", "recover_change", "recover_edit", "recover_already", "recover_later", "recover_all")


class Rounds(House):
    """The house, with people who lead and a customer who is talked to."""

    def __init__(self, slack: Sandbox, bot: Levelhead) -> None:
        super().__init__(slack, bot)
        self.cards: dict[tuple[str, str], str] = {}
        self.let_go: set[tuple[str, str]] = set()
        """Which rounds were released by whom: whoever may read a round when that is done has it released."""

    def propose(self, name: str, number: int) -> None:
        person, secret = self.slack.person(name), f"zqrun{len(self.truth.rounds)}zq"
        self._clear(name)
        person.command("/levelhead recover", "#random")
        modal = self._on_top(name)
        if modal is None or modal.callback_id != "recover_form":
            return
        self.truth.rounds[secret] = name
        where = [self.slack.home.channel(one) for one in CHANNELS[: 1 + number % len(CHANNELS)]]
        words = {part: f"The {part} of {secret} is known." for part in ("what", "means", "solution")}
        person.submit({**words, "by": "in 9 days", "channels": where})

    def look(self, name: str) -> None:
        """Look at one's Home, on which the rounds stand that wait for them."""
        self.slack.person(name).open_home()

    def press(self, name: str, number: int) -> None:
        person = self.slack.person(name)
        for surface in self._surfaces(name):
            if surface.buttons:
                pressed = surface.buttons[number % len(surface.buttons)]
                if pressed == "Release":
                    self._let_go(name, surface.words)
                person.press(pressed, on=surface)
                return

    def submit(self, name: str, number: int) -> None:
        """Send in whatever form is open, as it is."""
        modal = self._on_top(name)
        if modal is None or not modal.submit:
            return
        if modal.callback_id == "recover_preview":
            self._let_go(name, modal.words)
        if modal.callback_id == "recover_post_form":
            self.truth.posted |= set(SECRET.findall(str(modal.blocks)))
        notes = {"recover_refuse_form": {"note": "Not yet."}, "recover_decline_form": {"note": "They know."}}
        self.slack.person(name).submit(notes.get(modal.callback_id, {}))

    def _send(self, name: str, action: str, value: str) -> None:
        """A button of one's own card releases a round also when it is pressed past the screen, or once more."""
        if action == "recover_release":
            for one in OWN:
                for card in self.slack.person(one).dms():
                    if (action, value) in values_in(card.blocks):
                        self.cards[one, value] = card.words
            self._let_go(name, self.cards.get((name, value), ""))
        super()._send(name, action, value)

    def audit(self) -> None:
        self._tell_owners()
        super().audit()

    def _let_go(self, name: str, words: str) -> None:
        """Somebody presses to release a round; where Slack fails meanwhile, it is done when Slack is back."""
        self.let_go |= {(secret, name) for secret in SECRET.findall(words)}
        self._tell_owners()

    def _tell_owners(self) -> None:
        """Where who pressed may release a round as things are now, its owners are its people too from now on."""
        for secret, name in self.let_go:
            if secret in self.truth.rounds and name in LEADS and self.truth.may_read(secret, name):
                self.truth.tellers.setdefault(secret, set()).update({name, *TALKS.values()})

    def _import(self, heads: dict[str, str]) -> None:
        self.audit()
        home, ids = self.slack.home.id, {name: self.slack.person(name).id for name in EVERYBODY}
        people = [
            Person(
                workspace=home,
                slack_id=ids[name],
                name=name,
                role=LEADS.get(name, Role.CUSTOMER if name == "Cleo" else Role.AGENT),
                reports_to=ids.get(heads.get(name, ""), ""),
            )
            for name in EVERYBODY
        ]
        self.truth.heads = dict(heads)
        self.bot.store.remember(lambda memory: memory.people.replace_team(home, people))


@contextmanager
def moved_in(folder: Path) -> Iterator[Rounds]:
    """A house of its own, in which Ana talks with a customer."""
    with ground() as slack, running_inside(slack, folder) as bot:
        for channel, agent in TALKS.items():
            root = slack.person("Cleo").say(channel, "Hello, where is the export?")
            slack.person(agent).say(channel, "Under Reports.", root)
        yield Rounds(slack, bot)


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Rounds]:
    with moved_in(tmp_path_factory.mktemp("rounds")) as found:
        yield found


@pytest.fixture
def one_house(tmp_path: Path) -> Iterator[Rounds]:
    with moved_in(tmp_path) as found:
        yield found


own, anybody, number = st.sampled_from(OWN), st.sampled_from(EVERYBODY), st.integers(0, 9)
propose = st.tuples(st.just("propose"), own, number)
press = st.tuples(st.just("press"), own, number)
submit = st.tuples(st.just("submit"), own, number)
step = st.one_of(
    propose,
    propose,
    press,
    press,
    press,
    press,
    submit,
    submit,
    st.tuples(st.just("look"), anybody),
    st.tuples(st.just("look"), anybody),
    st.tuples(st.just("steal"), anybody, own, number),
    st.tuples(st.just("again"), own, number),
    st.tuples(st.just("forge"), anybody, st.sampled_from(FORGED)),
    st.tuples(st.just("rehead"), own, st.sampled_from(HEADS)),
    st.tuples(st.sampled_from(["leave", "come_back", "become_guest"]), own),
    st.tuples(st.just("advance"), st.integers(1, 5)),
    st.tuples(
        st.just("fault"),
        st.sampled_from(["rate_limit", "server_error", "reset", "half"]),
        st.sampled_from(["chat.postMessage", "chat.update", "users.info", "users.conversations", "*"]),
    ),
)


some = settings(
    max_examples=5, phases=[Phase.generate], database=None, deadline=None, suppress_health_check=list(HealthCheck)
)
many = settings(some, max_examples=20)
days = st.lists(step, min_size=20, max_size=50)


def live(house: Rounds, steps: list[tuple[Any, ...]]) -> None:
    """Everybody in their place, then these steps, and an audit of all that was said."""
    house.begin()
    for what, *how in steps:
        house.do(what, *how)
    house.audit()


@some
@given(days)
def test_no_call_carries_a_round_to_anybody_but_its_people(house: Rounds, steps: list[tuple[Any, ...]]) -> None:
    live(house, steps)


@pytest.mark.heavy
@pytest.mark.parametrize("number", range(10))
def test_it_holds_in_one_house_after_the_other(one_house: Rounds, number: int) -> None:
    """Each from a seed of its own."""

    @seed(number)
    @many
    @given(days)
    def lived(steps: list[tuple[Any, ...]]) -> None:
        live(one_house, steps)

    lived()


def released(house: Rounds) -> None:
    """Jo proposes, Sam releases, Ana is asked to tell her customer."""
    house.begin()
    house.propose("Jo", 1)
    house.rest()
    house._clear("Jo")
    house.audit()
    house._let_go("Sam", house.slack.person("Sam").dms()[-1].words)
    house.press_action("Sam", "recover_release")
    house.rest()
    house.advance(1)


def test_the_house_really_releases_and_posts(one_house: Rounds) -> None:
    released(one_house)
    one_house.audit()
    one_house.press_action("Ana", "recover_edit")
    one_house.rest()
    ana = one_house.slack.person("Ana")
    while ana.modal is not None:
        # On a machine that is too busy to keep it at once, the window stays, and is sent in again.
        one_house.submit("Ana", 0)
        one_house.rest()
    one_house.audit()
    assert any("zqrun0zq" in shown.words for shown in one_house.slack.person("Cleo").sees("#cust-cleo"))


def test_the_homes_of_its_people_really_show_it(one_house: Rounds) -> None:
    released(one_house)
    for name in EVERYBODY:
        one_house.do("look", name)
    one_house.rest()
    one_house.advance(1)
    one_house.audit()
    homes = {name: home for name in EVERYBODY if (home := one_house.slack.person(name).home)}
    assert {name for name, home in homes.items() if "zqrun0zq" in home.words} == {"Ana", "Sam"}


@pytest.mark.parametrize("action", ["recover_edit", "recover_decline", "recover_already"])
def test_nobody_can_use_a_button_of_somebody_elses_list(one_house: Rounds, action: str) -> None:
    released(one_house)
    one_house.rest()
    one_house.steal_action("Ben", "Ana", action)
    one_house.audit()
    assert "Channels done: 0 of 1" in one_house.slack.person("Ana").dms()[-1].words


def test_a_round_is_seen_by_the_audit_where_it_must_not_be(one_house: Rounds) -> None:
    released(one_house)
    one_house.let_go.clear()
    one_house.truth.tellers.clear()
    with pytest.raises(AssertionError, match="Ana was told zqrun0zq"):
        one_house.audit()
