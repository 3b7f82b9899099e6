"""Whatever people share, press and forge, whoever comes and goes, and whatever Slack answers: up, and not out."""

from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from bot.deliveries import Kind
from tests.handlers.house import CHANNELS, EVERYBODY, HEADS, OWN, House, moved_in

METHODS = (
    "chat.postMessage",
    "chat.update",
    "users.info",
    "users.getPresence",
    "conversations.open",
    "views.open",
    "views.update",
    "dnd.info",
    "*",
)

FORGED = ("case_read", "case_pass_up", "case_describe", "case_helped", "hint_share", "share_reader", "impact_work")

own = st.sampled_from(OWN)
anybody = st.sampled_from(EVERYBODY)
number = st.integers(0, 9)
FAULTS = ("rate_limit", "server_error", "reset", "half", "user_not_found", "missing_scope")
STEPS: dict[str, tuple[int, tuple[st.SearchStrategy[Any], ...]]] = {
    "back": (1, (own,)),
    "share": (8, (own, st.integers(0, 4), st.booleans())),
    "press": (10, (anybody, number)),
    "steal": (3, (anybody, anybody, number)),
    "again": (2, (own, number)),
    "forge": (1, (anybody, st.sampled_from(FORGED))),
    "submit": (4, (own, number)),
    "desk": (1, (anybody,)),
    "about": (2, (anybody, number)),
    "resolve": (1, (anybody, number)),
    "ask": (2, (st.sampled_from(CHANNELS[:2]), number)),
    "answer": (2, (own, number)),
    "follow_up": (2, (own, st.sampled_from(CHANNELS), number)),
    "hand_over": (2, (own, number)),
    "paste": (2, (anybody, st.sampled_from(CHANNELS), number)),
    "rehead": (2, (own, st.sampled_from(HEADS))),
    "leave": (1, (own,)),
    "come_back": (2, (own,)),
    "become_guest": (1, (own,)),
    "away": (1, (own,)),
    "snooze": (1, (own,)),
    "advance": (3, (st.integers(1, 5000),)),
    "forget": (1, (own,)),
    "fault": (2, (st.sampled_from(FAULTS), st.sampled_from(METHODS))),
}
"""How often each step is taken beside the others, and what it takes; the first is the one that examples begin with."""


def step_of(name: str) -> st.SearchStrategy[tuple[Any, ...]]:
    return st.tuples(st.just(name), *STEPS[name][1])


step = st.sampled_from([name for name, (often, _) in STEPS.items() for _ in range(often)]).flatmap(step_of)


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    with moved_in(tmp_path_factory.mktemp("house")) as found:
        yield found


@settings(
    max_examples=5, phases=[Phase.generate], database=None, deadline=None, suppress_health_check=list(HealthCheck)
)
@given(st.lists(step, min_size=20, max_size=60))
def test_no_call_carries_a_case_anywhere_but_up(house: House, steps: list[tuple[Any, ...]]) -> None:
    live(house, steps)


PARTS, EXAMPLES, LONG = 30, 18, 60
"""The long run: so many houses, so many examples in each, so many steps in each of them."""
ROUND = 10
"""So many houses share two processes, which then make room for new ones."""


@pytest.mark.heavy
@pytest.mark.timeout(3000)
def test_it_holds_for_tens_of_thousands_of_steps() -> None:
    """Two houses at a time, each in a process of its own and from a seed of its own."""
    steps = 0
    for first in range(0, PARTS, ROUND):
        with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as pool:
            steps += sum(pool.map(long_life, range(first, first + ROUND)))
    assert steps >= 30_000


def long_life(part: int) -> int:
    """Live in a house of one's own; how many steps were done."""
    steps = 0
    with TemporaryDirectory() as folder, moved_in(Path(folder)) as home:

        @seed(part)
        @settings(
            max_examples=EXAMPLES,
            phases=[Phase.generate],
            database=None,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        )
        @given(st.lists(step, min_size=LONG, max_size=LONG))
        def lives(given_steps: list[tuple[Any, ...]]) -> None:
            nonlocal steps
            live(home, given_steps)
            steps += len(given_steps)

        lives()
    return steps


def live(house: House, steps: list[tuple[Any, ...]]) -> None:
    """Everybody in their place, then so many steps, and an audit of all that was said."""
    house.begin()
    for what, *how in steps:
        house.do(what, *how)
    house.audit()


def test_the_house_really_shared(house: House) -> None:
    house.begin()
    before = house.told
    house.share("Ana", 0, shortcut=True)
    house.audit()
    assert house.told - before == 2


def test_the_house_really_promised_asked_and_handed_over(house: House) -> None:
    """A life in which each of these has to be said, so that the audit has something to look at."""
    house.begin()
    house.advance_to_a_working_day()
    for what, *how in (
        ("ask", "#support", 0),
        ("answer", "Ana", 1),
        ("ask", "#cust-cleo", 0),
        ("answer", "Ben", 0),
        ("reply", "Cleo", 1),
        ("follow_up", "Ana", "#cust-cleo", 0),
        ("advance", 61),
        ("advance", 61),
        ("hand_over", "Ana", 1),
        ("advance", 61),
        ("advance", 61),
    ):
        house.do(what, *how)
        house.rest()
    house.audit()
    assert {Kind.OFFER, Kind.NUDGE, Kind.FOLLOWUP, Kind.FOLLOWUP_GIVEN} <= house.said()
