"""A small company that shares up, promises and follows up, in the sandbox; and the truth about who is above whom."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

from bot.cases import Case
from bot.people import Person, Role
from bot.sandbox.refusals import PersonCannot
from bot.sandbox.seeing import Screen, Shown
from bot.sandbox.server import Sandbox
from handlers.assemble import Levelhead
from storage.store import Memory
from tests.handlers.case_audit import Truth, leaks_in_calls, secrets_on_screen
from tests.handlers.in_process import InProcess, running_inside
from tests.running import MANIFEST

OWN = ("Ana", "Ben", "Jo", "Sam", "Mia", "Ada")
EVERYBODY = (*OWN, "Cleo", "Gil")
START = {"Ana": "Sam", "Ben": "Sam", "Jo": "Sam", "Sam": "Mia", "Mia": "Ada", "Ada": ""}
HEADS = ("", *EVERYBODY)
PATIENCE = 90
"""Seconds in which everything comes to rest, even on a busy machine."""
CHANNELS = ("#support", "#cust-cleo", "#escalations", "#random")
WORDS = "{secret} she shouted at me across the whole room and said that my work is worth nothing to anybody here."
ASKS = ("Our export stops at half.", "This is unacceptable, I am still waiting for an answer.")
ANSWERS = ("I'm looking into it.", "I'll get back to you in 3 hours.")


class House:
    """The sandbox with a line of people who share up, and the truth about them."""

    def __init__(self, slack: Sandbox, bot: Levelhead) -> None:
        self.slack, self.bot = slack, bot
        self.truth = Truth(heads={})
        self.secrets: list[str] = []
        self.pressed: list[tuple[str, str, str]] = []
        self.threads: list[tuple[str, str]] = []
        self.roots: list[str] = []
        self.shown: set[tuple[str, str, str]] = set()
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
            self.roots.append(person.say("#support", "The export stops at half."))
            person.shortcut("share_up", "#support", self.roots[-1])
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
        if modal is not None and modal.callback_id == "case_about_form":
            self.slack.person(name).submit({"rank": str(1 + number % 4), "source": "delay"})
        if modal is not None and modal.callback_id in ("case_advise_form", "case_pass_up_form", "case_helped_form"):
            secret = self._secret(number)
            writes = secret if self.truth.may_read(secret, name) else "Nothing new."
            self.slack.person(name).submit({"note": writes})

    def desk(self, name: str) -> None:
        """Ask for the list of one's cases."""
        with suppress(PersonCannot):
            self.slack.person(name).close(everything=True)
        self.slack.person(name).command("/levelhead case", "#random")

    def about(self, name: str, number: int) -> None:
        """Ask what a case is about, on the message that somebody shared."""
        with suppress(PersonCannot):
            self.slack.person(name).close(everything=True)
        if self.roots:
            self.slack.person(name).shortcut("about_case", "#support", self.roots[-1 - number % len(self.roots)])

    def resolve(self, name: str, number: int) -> None:
        """Resolve a case by its number, whosever it is."""
        numbers = [secret for secret in self.truth.sharers if secret.startswith("LH-")]
        if numbers:
            self.slack.person(name).command(f"/levelhead resolve {numbers[-1 - number % len(numbers)]}", "#random")

    def steal(self, thief: str, victim: str, number: int) -> None:
        """Press, as somebody else, a button that was made for its one reader."""
        values = [value for surface in self._surfaces(victim) for value in values_in(surface.blocks)]
        if values:
            action, value = values[number % len(values)]
            self.pressed.append((victim, action, value))
            self._send(thief, action, value)

    def steal_action(self, thief: str, victim: str, action: str) -> None:
        """Press, as somebody else, that very button of somebody's newest card."""
        values = [value for surface in self._surfaces(victim) for value in values_in(surface.blocks)]
        self._send(thief, *next(one for one in values if one[0] == action))

    def press_action(self, name: str, action: str) -> None:
        """Press that very button on one's newest card."""
        cards = [card for card in self.slack.person(name).dms()[::-1] if action in dict(values_in(card.blocks))]
        self.slack.person(name).press(action, on=cards[0])

    def again(self, name: str, number: int) -> None:
        """Press a button that was there once, whoever one has become since."""
        theirs = [(action, value) for who, action, value in self.pressed if who == name]
        if theirs:
            self._send(name, *theirs[-1 - number % len(theirs)])

    def forge(self, name: str, action: str) -> None:
        self._send(name, action, "made-up")

    def paste(self, name: str, channel: str, number: int) -> None:
        self.slack.person(name).say(channel, WORDS.format(secret="well,"))

    def ask(self, channel: str, number: int) -> None:
        """A customer asks, or a colleague, in a thread of their own; hard words now and then."""
        name = "Cleo" if channel == "#cust-cleo" else OWN[number % len(OWN)]
        self.threads.append((channel, self.slack.person(name).say(channel, ASKS[number % len(ASKS)])))

    def answer(self, name: str, number: int) -> None:
        """Look into what was asked, and promise to come back: a promise that a reminder is offered for."""
        if self.threads:
            channel, ts = self.threads[-1 - number % len(self.threads)]
            self.slack.person(name).say(channel, ANSWERS[number % len(ANSWERS)], ts)

    def follow_up(self, name: str, channel: str, number: int) -> None:
        """Ask to be reminded, with a note; where customers read it stays its writer's."""
        note = f"zqnote{len(self.truth.writers)}zq"
        self.truth.writers[note] = name
        self.slack.person(name).command(f"/followup {1 + number}h {note}", channel)

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
        self.slack.settle(PATIENCE)
        assert self.bot.door.rest(PATIENCE), "calls after the answer do not end"
        assert self.bot.courier.rest(PATIENCE), "the courier does not come to rest"

    def audit(self) -> None:
        """Hold every call since the last time, and every screen, against the truth as it was until now."""
        self.rest()
        self._learn_numbers()
        names = {self.slack.person(name).id: name for name in EVERYBODY}
        calls = self.slack.calls
        new, self.audited = calls[self.audited :], len(calls)
        dms = {self.slack.person(name).open_dm("Levelhead"): name for name in (*OWN, "Gil")}
        self.told += sum(call.method == "chat.postMessage" and call.ok for call in new)
        leaks = [*leaks_in_calls(new, self.truth, names, dms), *self._leaks_on_screens()]
        assert not leaks, leaks

    def _leaks_on_screens(self) -> list[str]:
        """What came to somebody's screen since the last time and is not theirs; what was theirs then stays there."""
        now = {(name, *one) for name in EVERYBODY for one in secrets_on_screen(self.slack.person(name))}
        new, self.shown = now - self.shown, now
        return [f"{name} sees {secret}" for name, _, secret in sorted(new) if not self.truth.may_read(secret, name)]

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
        assert self.bot.door.rest(PATIENCE)
        modal = self.slack.person(name).modal
        return modal if modal is not None and modal.callback_id == "share_up" else None

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
        InProcess(self.bot.door).give(payload)

    def _surfaces(self, name: str) -> list[Shown | Screen]:
        person = self.slack.person(name)
        return [*([person.modal] if person.modal else []), *person.ephemerals()[::-1], *person.dms()[::-1]]


def _shared_by(home: str, person: str, memory: Memory) -> tuple[Case, ...]:
    return memory.cases.shared_by(home, person)


def _options(form: Screen) -> list[str]:
    block = next(block for block in form.blocks if block.get("block_id") == "share_reader")
    return [option["value"] for option in block["element"]["options"]]


def values_in(blocks: tuple[dict[str, Any], ...]) -> Iterator[tuple[str, str]]:
    """Every button there is, as its action and the value that it carries."""
    for block in blocks:
        for element in [*block.get("elements", ()), *([block["accessory"]] if "accessory" in block else [])]:
            if isinstance(element, dict) and element.get("type") == "button":
                yield element["action_id"], element["value"]


@contextmanager
def moved_in(folder: Path, **wiring: Any) -> Iterator[House]:
    """A house of its own, with a bot in it that is wired as ours is, save for what `wiring` says."""
    with (
        Sandbox.start(MANIFEST, bot_in=[channel[1:] for channel in CHANNELS], retry_delays=(0.05,) * 3) as slack,
        running_inside(slack, folder, **wiring) as bot,
    ):
        yield House(slack, bot)
