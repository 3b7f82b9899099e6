"""Whatever people share, press and forge, whoever comes and goes, and whatever Slack answers: up, and not out."""

import json
from collections.abc import Iterator
from contextlib import suppress
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from slack_sdk import WebClient

from bot.cases import Case
from bot.people import Person, Role
from bot.sandbox.refusals import PersonCannot
from bot.sandbox.seeing import Screen, Shown
from bot.sandbox.server import Sandbox
from handlers.assemble import Levelhead
from storage.store import Memory
from tests.handlers.case_audit import Truth, leaks_in_calls, leaks_on_screen
from tests.handlers.test_door import FORM, signed
from tests.handlers.test_private import _values
from tests.running import MANIFEST, running, served

OWN = ("Ana", "Ben", "Jo", "Sam", "Mia", "Ada")
EVERYBODY = (*OWN, "Cleo", "Gil")
START = {"Ana": "Sam", "Ben": "Sam", "Jo": "Sam", "Sam": "Mia", "Mia": "Ada", "Ada": ""}
HEADS = ("", *EVERYBODY)
CHANNELS = ("#support", "#cust-cleo", "#escalations", "#random")
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
WORDS = "{secret} she shouted at me across the whole room and said that my work is worth nothing to anybody here."

own = st.sampled_from(OWN)
anybody = st.sampled_from(EVERYBODY)
number = st.integers(0, 9)
share = st.tuples(st.just("share"), own, st.integers(0, 4), st.booleans())
press = st.tuples(st.just("press"), anybody, number)
step = st.one_of(
    share,
    share,
    press,
    press,
    press,
    st.tuples(st.just("steal"), anybody, anybody, number),
    st.tuples(st.just("again"), own, number),
    st.tuples(st.just("forge"), anybody, st.sampled_from(["case_read", "case_pass_up", "hint_share", "share_reader"])),
    st.tuples(st.just("submit"), own, number),
    st.tuples(st.just("paste"), anybody, st.sampled_from(CHANNELS), number),
    st.tuples(st.just("rehead"), own, st.sampled_from(HEADS)),
    st.tuples(st.just("leave"), own),
    st.tuples(st.just("come_back"), own),
    st.tuples(st.just("become_guest"), own),
    st.tuples(st.sampled_from(["away", "back", "snooze"]), own),
    st.tuples(st.just("advance"), st.integers(1, 5000)),
    st.tuples(st.just("forget"), own),
    st.tuples(
        st.just("fault"),
        st.sampled_from(["rate_limit", "server_error", "reset", "half", "user_not_found", "missing_scope"]),
        st.sampled_from(METHODS),
    ),
)


class House:
    """The sandbox with a line of people who share up, and the truth about them."""

    def __init__(self, slack: Sandbox, bot: Levelhead, door: str) -> None:
        self.slack, self.bot, self.door = slack, bot, door
        self.truth = Truth(heads={})
        self.secrets: list[str] = []
        self.pressed: list[tuple[str, str, str]] = []
        self.audited = 0
        self.told = 0

    def begin(self) -> None:
        """Everybody is back in their place."""
        self.slack.faults.clear()
        self.rest()
        for name in OWN:
            self.slack.person(name).change(deleted=False, guest=None, presence="active", dnd_until=None)
            self.slack.person(name).reload()
        self.truth.barred = {"Cleo", "Gil"}
        self._import(START)

    def do(self, what: str, *how: Any) -> None:
        """Do one step, unless Slack's own screen would not let them."""
        with suppress(PersonCannot):
            getattr(self, what)(*how)

    def share(self, name: str, reader: int, shortcut: bool) -> None:
        person, secret = self.slack.person(name), f"zqcase{len(self.secrets)}zq"
        with suppress(PersonCannot):
            person.close(everything=True)
        if shortcut:
            person.shortcut("share_up", "#support", person.say("#support", "The export stops at half."))
        else:
            person.command("/escalate", "#support")
        form = self._form(name)
        if form is None:
            return
        self.truth.sharers[secret] = name
        self.secrets.append(secret)
        values: dict[str, Any] = {"what": WORDS.format(secret=secret)}
        options = _options(form)
        if reader < len(options):
            values["share_reader"] = options[reader]
        person.submit(values)

    def press(self, name: str, number: int) -> None:
        person = self.slack.person(name)
        for surface in self._surfaces(name):
            if surface.buttons:
                person.press(surface.buttons[number % len(surface.buttons)], on=surface)
                return

    def submit(self, name: str, number: int) -> None:
        """Send in the form behind a button: advice, a word for the next above, a line for the thread."""
        modal = self.slack.person(name).modal
        if modal is not None and modal.callback_id in ("case_advise_form", "case_pass_up_form"):
            secret = self._secret(number)
            writes = secret if self.truth.may_read(secret, name) else "Nothing new."
            self.slack.person(name).submit({"note": writes})

    def steal(self, thief: str, victim: str, number: int) -> None:
        """Press, as somebody else, a button that was made for its one reader."""
        values = [value for surface in self._surfaces(victim) for value in _values(surface.blocks)]
        if values:
            action, value = values[number % len(values)]
            self.pressed.append((victim, action, value))
            self._send(thief, action, value)

    def again(self, name: str, number: int) -> None:
        """Press a button that was there once, whoever one has become since."""
        theirs = [(action, value) for who, action, value in self.pressed if who == name]
        if theirs:
            self._send(name, *theirs[-1 - number % len(theirs)])

    def forge(self, name: str, action: str) -> None:
        self._send(name, action, "made-up")

    def paste(self, name: str, channel: str, number: int) -> None:
        self.slack.person(name).say(channel, WORDS.format(secret="well,"))

    def rehead(self, name: str, head: str) -> None:
        self._import(self.truth.heads | {name: head})

    def leave(self, name: str) -> None:
        self._change(name, barred=True, deleted=True)

    def become_guest(self, name: str) -> None:
        self._change(name, barred=True, guest="multi")

    def come_back(self, name: str) -> None:
        self._change(name, barred=False, deleted=False, guest=None)

    def away(self, name: str) -> None:
        self.slack.person(name).away()

    def back(self, name: str) -> None:
        self.slack.person(name).back()

    def snooze(self, name: str) -> None:
        self.slack.person(name).snooze(timedelta(hours=2))

    def advance(self, minutes: int) -> None:
        self.slack.clock.advance(timedelta(minutes=minutes))

    def forget(self, name: str) -> None:
        self.rest()
        self._learn_numbers()
        self.slack.person(name).command("/levelhead forget yes", "#random")

    def fault(self, kind: str, method: str) -> None:
        faults = self.slack.faults
        if kind in ("rate_limit", "server_error", "reset", "half"):
            getattr(faults, kind)(method)
        elif method != "*":
            faults.error(method, kind)

    def rest(self) -> None:
        """Let everything come to rest."""
        self.slack.settle(20)
        assert self.bot.courier.rest(20)

    def audit(self) -> None:
        """Hold every call since the last time, and every screen, against the truth as it was until now."""
        self.rest()
        self._learn_numbers()
        names = {self.slack.person(name).id: name for name in EVERYBODY}
        calls = self.slack.calls
        new, self.audited = calls[self.audited :], len(calls)
        dms = {self.slack.person(name).open_dm("Levelhead"): name for name in (*OWN, "Gil")}
        self.told += sum(call.method == "chat.postMessage" and call.ok for call in new)
        assert leaks_in_calls(new, self.truth, names, dms) == []
        assert [leak for name in EVERYBODY for leak in leaks_on_screen(self.slack.person(name), self.truth)] == []

    def _import(self, heads: dict[str, str]) -> None:
        """The line as it is from now on; what was said before is judged by the one before."""
        self.audit()
        home = self.slack.home.id
        ids = {name: self.slack.person(name).id for name in EVERYBODY}
        roles = {"Cleo": Role.CUSTOMER}
        people = [
            Person(
                workspace=home,
                slack_id=ids[name],
                name=name,
                role=roles.get(name, Role.AGENT),
                reports_to=ids.get(heads.get(name, ""), ""),
            )
            for name in EVERYBODY
        ]
        self.truth.heads = dict(heads)
        self.bot.store.remember(lambda memory: memory.people.replace_team(home, people))

    def _change(self, name: str, *, barred: bool, **facts: Any) -> None:
        self.audit()
        (self.truth.barred.add if barred else self.truth.barred.discard)(name)
        self.slack.person(name).change(**facts)

    def _form(self, name: str) -> Screen | None:
        """The form on their screen; None where Slack did not let it open."""
        person = self.slack.person(name)
        with suppress(TimeoutError, AssertionError):
            self.slack.wait_for(lambda: person.modal is not None and person.modal.callback_id == "share_up", 0.5)
        return person.modal if person.modal is not None and person.modal.callback_id == "share_up" else None

    def _learn_numbers(self) -> None:
        """Whose case a number is, also of those that were forgotten since."""
        for name in OWN:
            for case in self.bot.store.recall(partial(_shared_by, self.slack.home.id, self.slack.person(name).id)):
                self.truth.sharers[case.number] = name

    def _secret(self, number: int) -> str:
        return self.secrets[-1 - number % len(self.secrets)] if self.secrets else "nothing"

    def _send(self, name: str, action: str, value: str) -> None:
        who = self.slack.person(name)
        payload = {
            "type": "block_actions",
            "team": {"id": self.slack.home.id},
            "user": {"id": who.id, "team_id": self.slack.home.id},
            "trigger_id": who.trigger(),
            "view": {"id": "V0FORGED", "private_metadata": value, "blocks": [], "state": {"values": {}}},
            "actions": [{"action_id": action, "value": value, "type": "button", "block_id": "b"}],
        }
        signed(self.slack, self.door, urlencode({"payload": json.dumps(payload)}).encode(), FORM)

    def _surfaces(self, name: str) -> list[Shown | Screen]:
        person = self.slack.person(name)
        return [*([person.modal] if person.modal else []), *person.ephemerals()[::-1], *person.dms()[::-1]]


def _shared_by(home: str, person: str, memory: Memory) -> tuple[Case, ...]:
    return memory.cases.shared_by(home, person)


def _options(form: Screen) -> list[str]:
    block = next(block for block in form.blocks if block.get("block_id") == "share_reader")
    return [option["value"] for option in block["element"]["options"]]


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    folder: Path = tmp_path_factory.mktemp("house")
    with (
        Sandbox.start(MANIFEST, bot_in=[channel[1:] for channel in CHANNELS], retry_delays=(0.05,) * 3) as slack,
        running(slack, folder, over_http=True) as bot,
        served(bot.web) as door,
    ):
        yield House(slack, bot, door)


@settings(
    max_examples=40, phases=[Phase.generate], database=None, deadline=None, suppress_health_check=list(HealthCheck)
)
@given(st.lists(step, min_size=20, max_size=60))
def test_no_call_carries_a_case_anywhere_but_up(house: House, steps: list[tuple[Any, ...]]) -> None:
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


@pytest.mark.parametrize("planted", ["a peer", "the channel", "who was above", "a whisper", "somebody below"])
def test_the_audit_sees_a_leak_that_is_planted(house: House, planted: str) -> None:
    house.begin()
    house.share("Ana", 0, shortcut=False)
    house.audit()
    secret, client = house.secrets[-1], WebClient(token=house.slack.bot_token, base_url=house.slack.api_url)
    ids = {name: house.slack.person(name).id for name in EVERYBODY}
    support = house.slack.home.channel("#support")
    match planted:
        case "a whisper":
            client.chat_postEphemeral(channel=support, user=ids["Ben"], text=secret)
        case "the channel":
            client.chat_postMessage(channel=support, text=secret)
        case "who was above":
            house.rehead("Ana", "Mia")
            client.chat_postMessage(channel=ids["Sam"], text=secret)
        case "a peer":
            client.chat_postMessage(channel=ids["Ben"], text=secret)
        case "somebody below":
            house.share("Sam", 0, shortcut=False)
            client.chat_postMessage(channel=ids["Ana"], text=house.secrets[-1])
    with pytest.raises(AssertionError):
        house.audit()
