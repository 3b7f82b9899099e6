"""A small company that shares up, promises and follows up, in the sandbox; and the truth about who is above whom."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import select

from bot.cases import Case
from bot.deliveries import Kind, Outcome
from bot.people import Person, Role
from bot.sandbox.refusals import PersonCannot
from bot.sandbox.seeing import Screen
from bot.sandbox.server import Sandbox
from handlers.assemble import Levelhead
from storage.store import Memory
from storage.tables import DELIVERIES
from tests.handlers.case_audit import leaks_in_calls, secrets_on_screen
from tests.handlers.household import CHANNELS, EVERYBODY, HEADS, OWN, PATIENCE, START, WORDS, Hands, Mouths, values_in
from tests.handlers.in_process import running_inside
from tests.running import MANIFEST, Stopped

__all__ = ["CHANNELS", "EVERYBODY", "HEADS", "OWN", "WORDS", "House", "ground", "moved_in", "values_in"]


MOMENT = timedelta(milliseconds=1)
"""More than many messages that are written in the same moment are apart."""


class House(Hands, Mouths):
    """The sandbox with a line of people who share up, and the truth about them."""

    def __init__(self, slack: Sandbox, bot: Levelhead) -> None:
        super().__init__(slack, bot)
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
        self._clear(name)
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

    def desk(self, name: str) -> None:
        """Ask for the list of one's cases."""
        self._clear(name)
        self.slack.person(name).command("/levelhead case", "#random")

    def about(self, name: str, number: int) -> None:
        """Ask what a case is about, on the message that somebody shared."""
        self._clear(name)
        if self.roots:
            self.slack.person(name).shortcut("about_case", "#support", self.roots[-1 - number % len(self.roots)])

    def resolve(self, name: str, number: int) -> None:
        """Resolve a case by its number, whosever it is."""
        numbers = [secret for secret in self.truth.sharers if secret.startswith("LH-")]
        if numbers:
            typed = f"/levelhead resolve {numbers[-1 - number % len(numbers)]}"
            self.truth.typed.setdefault(name, set()).add(typed)
            self.slack.person(name).command(typed, "#random")

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

    def advance_to_a_working_day(self) -> None:
        """The next Monday at ten in London, so that a working week lies ahead."""
        now = self.slack.clock.now()
        monday = (now + timedelta(days=7 - now.weekday())).replace(hour=10, minute=0, second=0)
        self.slack.clock.advance(monday - now)

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
        """Let everything come to rest, also what is due because of messages whose stamps are a little ahead."""
        self.slack.settle(PATIENCE)
        self.slack.clock.advance(MOMENT)
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

    def said(self) -> set[Kind]:
        """The kinds of deliveries of which one at least was really sent."""
        asked = select(DELIVERIES.c.kind).where(DELIVERIES.c.outcome == Outcome.SENT).distinct()
        rows = self.bot.store.recall(lambda memory: memory._ledger.connection.execute(asked).all())
        return {Kind(row.kind) for row in rows}

    def _leaks_on_screens(self) -> list[str]:
        """What came to somebody's screen since the last time and is not theirs; what was theirs then stays there."""
        now = {(name, *one) for name in EVERYBODY for one in self._secrets_on(name)}
        new, self.shown = now - self.shown, now
        return [f"{name} sees {secret}" for name, _, secret in sorted(new) if not self.truth.may_read(secret, name)]

    def _secrets_on(self, name: str) -> set[tuple[str, str]]:
        return secrets_on_screen(self.slack.person(name), self.truth.typed.get(name, ()))

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
        modal = self._on_top(name)
        return modal if modal is not None and modal.callback_id == "share_up" else None

    def _learn_numbers(self) -> None:
        """Whose case a number is, also of those that were forgotten since."""
        for name in OWN:
            for case in self.bot.store.recall(partial(_shared_by, self.slack.home.id, self.slack.person(name).id)):
                self.truth.sharers[case.number] = name


def _shared_by(home: str, person: str, memory: Memory) -> tuple[Case, ...]:
    return memory.cases.shared_by(home, person)


def _options(form: Screen) -> list[str]:
    block = next(block for block in form.blocks if block.get("block_id") == "share_reader")
    return [option["value"] for option in block["element"]["options"]]


@contextmanager
def ground() -> Iterator[Sandbox]:
    """A Slack for a house, with the bot in its channels.

    Its clock stands still between two steps: what Slack failed to take is tried again when time is let pass, and not
    in the moment in which somebody else comes to be above somebody.
    """
    inside = [channel[1:] for channel in CHANNELS]
    with Sandbox.start(MANIFEST, clock=Stopped(), bot_in=inside, ack_timeout=10, retry_delays=(0.05,) * 3) as slack:
        yield slack


@contextmanager
def moved_in(folder: Path, **wiring: Any) -> Iterator[House]:
    """A house of its own, with a bot in it that is wired as ours is, save for what `wiring` says."""
    with ground() as slack, running_inside(slack, folder, **wiring) as bot:
        yield House(slack, bot)
