"""Whatever people write and press and whatever Slack answers, a hint reaches its one reader or nobody."""

import json
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from bot.sandbox.refusals import PersonCannot
from bot.sandbox.seeing import Screen, Shown
from bot.sandbox.server import Sandbox
from bot.sandbox.world import Call
from handlers.assemble import Levelhead
from tests.handlers.audit import AGENTS, EVERYBODY, leaks_in_calls, leaks_on_screen, token
from tests.handlers.test_door import FORM, signed
from tests.running import MANIFEST, running, served

SHARP = {
    "Ana": "As I already told you, {token}, it is Tuesday.",
    "Ben": "You should have read the docs, {token}.",
    "Jo": "This is your mistake, {token}.",
    "Sam": "You always ask that, {token}.",
    "Cleo": "This is unacceptable, {token}, I am still waiting for an answer!",
    "Ticketdesk": "This is unacceptable, {token}, I am still waiting for an answer!",
    "Gil": "That is not my problem, {token}.",
}
OTHER = ("Thanks {token}, that works now.", "haha {token} :joy:", "> {token} said so\nCould you look again, {token}?")
CHANNELS = ("#support", "#cust-cleo", "#escalations", "#random")

people = st.sampled_from(EVERYBODY)
agents = st.sampled_from(AGENTS)
texts = st.sampled_from(["", "", *OTHER])
"""What somebody writes; the empty one stands for their own sharp phrase."""
step = st.one_of(
    st.tuples(st.just("say"), people, st.sampled_from(CHANNELS), st.integers(0, 3), texts),
    st.tuples(st.just("say"), agents, st.sampled_from(CHANNELS[:2]), st.integers(0, 3), st.just("")),
    st.tuples(st.just("edit"), people, texts),
    st.tuples(st.just("delete"), people),
    st.tuples(st.just("press"), people, st.integers(0, 9)),
    st.tuples(st.just("steal"), people, agents, st.integers(0, 9)),
    st.tuples(st.just("command"), agents),
    st.tuples(st.just("answer"), agents),
    st.tuples(st.just("reword"), agents, people),
    st.tuples(st.just("look_up"), agents),
    st.tuples(st.just("advance"), st.integers(1, 40)),
    st.tuples(st.sampled_from(["away", "back"]), agents),
    st.tuples(
        st.just("fault"),
        st.sampled_from(["rate_limit", "server_error", "reset", "half", "user_not_in_channel", "missing_scope"]),
        st.sampled_from(["chat.postEphemeral", "chat.postMessage", "users.info", "conversations.open", "*"]),
    ),
)


def words_of(name: str, text: str = "") -> str:
    return (text or SHARP[name]).format(token=token(name))


class Town:
    """The sandbox with people who write and press, and a memory of what they wrote."""

    def __init__(self, slack: Sandbox, bot: Levelhead, door: str) -> None:
        self.slack, self.bot, self.door = slack, bot, door
        self.roots: dict[str, list[str]] = {channel: [] for channel in CHANNELS}
        self.wrote: dict[str, list[tuple[str, str]]] = {name: [] for name in EVERYBODY}
        self.audited = 0
        self.hints = 0

    def do(self, what: str, *how: Any) -> None:
        """Do one step, unless Slack's own screen would not let them."""
        with suppress(PersonCannot):
            getattr(self, what)(*how)

    def say(self, name: str, channel: str, thread: int, text: str = "") -> None:
        roots = self.roots[channel][-3:]
        root = roots[thread] if thread < len(roots) else None
        ts = self.slack.person(name).say(channel, words_of(name, text), root)
        self.wrote[name].append((channel, ts))
        if root is None:
            self.roots[channel].append(ts)

    def edit(self, name: str, text: str) -> None:
        if self.wrote[name]:
            channel, ts = self.wrote[name][-1]
            self.slack.person(name).edit(channel, ts, words_of(name, text))

    def delete(self, name: str) -> None:
        if self.wrote[name]:
            self.slack.person(name).delete(*self.wrote[name].pop())

    def press(self, name: str, number: int) -> None:
        person = self.slack.person(name)
        for surface in self._surfaces(name):
            if surface.buttons:
                person.press(surface.buttons[number % len(surface.buttons)], on=surface)
                return

    def steal(self, thief: str, victim: str, number: int) -> None:
        """Press, as somebody else, a button that was meant for its one reader."""
        values = [value for surface in self._surfaces(victim) for value in _values(surface.blocks)]
        if not values:
            return
        action, value = values[number % len(values)]
        who = self.slack.person(thief)
        payload = {
            "type": "block_actions",
            "team": {"id": self.slack.home.id},
            "user": {"id": who.id, "team_id": self.slack.home.id},
            "trigger_id": who.trigger(),
            "actions": [{"action_id": action, "value": value, "type": "button", "block_id": "b"}],
        }
        signed(self.slack, self.door, urlencode({"payload": json.dumps(payload)}).encode(), FORM)

    def command(self, name: str) -> None:
        self.slack.person(name).command(f"/rephrase {words_of(name)}", "#support")

    def answer(self, name: str) -> None:
        if self.wrote["Cleo"]:
            self.slack.person(name).shortcut("help_me_answer", *self.wrote["Cleo"][-1])

    def reword(self, name: str, author: str) -> None:
        """Ask for better words for a message, which may be somebody else's."""
        if self.wrote[author]:
            self.slack.person(name).shortcut("rephrase_my_message", *self.wrote[author][-1])

    def look_up(self, name: str) -> None:
        self.slack.person(name).command(f"/phrasebook {words_of(name)}", "#support")

    def advance(self, minutes: int) -> None:
        self.slack.clock.advance(timedelta(minutes=minutes))

    def away(self, name: str) -> None:
        self.slack.person(name).away()

    def back(self, name: str) -> None:
        self.slack.person(name).back()

    def fault(self, kind: str, method: str) -> None:
        faults = self.slack.faults
        if kind in ("rate_limit", "server_error", "reset", "half"):
            getattr(faults, kind)(method)
        else:
            faults.error(method, kind)

    def audit(self) -> None:
        """Let everything come to rest, then look at every call since the last time and at every screen."""
        self.slack.settle(60)
        assert self.bot.courier.rest(60)
        names = {self.slack.person(name).id: name for name in (*EVERYBODY, "Mia", "Ada")}
        dms = {one.channel: name for name in names.values() for one in self.slack.person(name).dms()}
        calls = self.slack.calls
        new, self.audited = calls[self.audited :], len(calls)
        self.hints += sum(call.method == "chat.postEphemeral" and call.ok for call in new)
        assert leaks_in_calls(new, names, dms) == []
        assert [leak for name in names.values() for leak in leaks_on_screen(self.slack.person(name))] == []

    def _surfaces(self, name: str) -> list[Shown | Screen]:
        person = self.slack.person(name)
        return [*([person.modal] if person.modal else []), *person.ephemerals()[::-1], *person.dms()[::-1]]


def _values(blocks: tuple[dict[str, Any], ...]) -> Iterator[tuple[str, str]]:
    for block in blocks:
        for element in [*block.get("elements", ()), *([block["accessory"]] if "accessory" in block else [])]:
            if isinstance(element, dict) and element.get("type") == "button":
                yield element["action_id"], element["value"]


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    folder: Path = tmp_path_factory.mktemp("town")
    with (
        Sandbox.start(
            MANIFEST, bot_in=[channel[1:] for channel in CHANNELS], ack_timeout=10, retry_delays=(0.05,) * 3
        ) as slack,
        running(slack, folder, over_http=True, levelhead_relays="B0TICKETDESK") as bot,
        served(bot.web) as door,
    ):
        yield Town(slack, bot, door)


@pytest.mark.parametrize("lives", [25, pytest.param(120, marks=pytest.mark.heavy)])
def test_no_call_carries_a_hint_to_anyone_but_its_reader(town: Town, lives: int) -> None:
    @settings(max_examples=lives, phases=[Phase.generate], database=None, suppress_health_check=list(HealthCheck))
    @given(st.lists(step, min_size=20, max_size=80))
    def live(steps: list[tuple[Any, ...]]) -> None:
        for what, *how in steps:
            town.do(what, *how)
        town.audit()

    live()


def test_the_town_really_got_hints(town: Town) -> None:
    town.advance(120)
    town.say("Ana", "#support", 9)
    town.audit()
    assert town.hints > 0


@pytest.mark.parametrize(
    ("method", "args"),
    [
        ("chat.postEphemeral", {"user": "U2", "channel": "C1", "text": token("Ana")}),
        ("chat.postMessage", {"channel": "D2", "text": f"about {token('Ana')}"}),
        ("chat.postMessage", {"channel": "C1", "text": f"{token('Ana')} again"}),
        ("chat.postMessage", {"channel": "C1", "text": "A thought, for your eyes only"}),
        ("chat.postMessage", {"channel": "D2", "text": "Hello", "metadata": {"event_type": "x"}}),
    ],
)
def test_the_audit_sees_a_leak_that_is_planted(method: str, args: dict[str, Any]) -> None:
    call = Call(method=method, args=args, ok=True, error="", at=datetime.now(UTC))
    assert leaks_in_calls([call], {"U1": "Ana", "U2": "Ben"}, {"D2": "Ben"})
