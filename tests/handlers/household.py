"""What the people of the house do with their hands and their mouths: press, rightly or not, and talk."""

import re
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

from bot.sandbox.refusals import PersonCannot
from bot.sandbox.seeing import Screen, Shown
from bot.sandbox.server import Sandbox
from handlers.assemble import Levelhead
from handlers.case_views import unsealed
from handlers.rooms import Actor
from tests.handlers.case_audit import Truth
from tests.handlers.in_process import InProcess

OWN = ("Ana", "Ben", "Jo", "Sam", "Mia", "Ada")
EVERYBODY = (*OWN, "Cleo", "Gil")
START = {"Ana": "Sam", "Ben": "Sam", "Jo": "Sam", "Sam": "Mia", "Mia": "Ada", "Ada": ""}
HEADS = ("", *EVERYBODY)
CHANNELS = ("#support", "#cust-cleo", "#escalations", "#random")
WORDS = "{secret} she shouted at me across the whole room and said that my work is worth nothing to anybody here."
ASKS = ("Our export stops at half.", "This is unacceptable, I am still waiting for an answer.")
HAND_OVER = "Hand over"
NOTE = re.compile(r"zqnote\d+zq")
PATIENCE = 90
"""Seconds in which everything comes to rest, even on a busy machine."""
ANSWERS = ("I'm looking into it.", "I'll get back to you in 3 hours.")


class Ground:
    """The sandbox, the bot in it, and the truth about who is who and whose secret is whose."""

    def __init__(self, slack: Sandbox, bot: Levelhead) -> None:
        self.slack, self.bot = slack, bot
        self.truth = Truth(heads={})
        self.secrets: list[str] = []
        self.pressed: list[tuple[str, str, str]] = []
        self.threads: list[tuple[str, str]] = []
        self.roots: list[str] = []


class Hands(Ground):
    """Presses buttons and sends in forms: one's own, somebody else's, old ones and made-up ones."""

    def press(self, name: str, number: int) -> None:
        person = self.slack.person(name)
        for surface in self._surfaces(name):
            if surface.buttons:
                person.press(surface.buttons[number % len(surface.buttons)], on=surface)
                return

    def submit(self, name: str, number: int) -> None:
        """Send in the form behind a button: advice, a word for the next above, a line for the thread."""
        modal = self._on_top(name)
        if modal is not None and modal.callback_id == "case_about_form":
            self.slack.person(name).submit({"rank": str(1 + number % 4), "source": "delay"})
        if modal is not None and modal.callback_id in ("case_advise_form", "case_pass_up_form", "case_helped_form"):
            secret = self._secret(number)
            tells = self.truth.may_read(secret, name) and self.truth.sharers.get(secret) == self._sharer(name, modal)
            self.slack.person(name).submit({"note": secret if tells else "Nothing new."})

    def hand_over(self, name: str, number: int) -> None:
        """Give one's newest follow-up, note and all, to a colleague."""
        person, to = self.slack.person(name), OWN[number % len(OWN)]
        cards = [card for card in person.dms()[::-1] if HAND_OVER in card.buttons]
        if not cards:
            return
        self._clear(name)
        person.press(HAND_OVER, on=cards[0])
        assert self.bot.door.rest(PATIENCE)
        if person.modal is not None:
            for note in NOTE.findall(cards[0].words):
                self.truth.given.setdefault(note, set()).add(to)
            person.submit({"to": self.slack.person(to).id})

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

    def _sharer(self, name: str, modal: Screen) -> str:
        """Whose case a form is about: what somebody tells one person of another's is their own doing."""
        home = self.slack.home.id
        id = unsealed(self.bot.store.vault, modal.private_metadata, Actor(home, self.slack.person(name).id))
        case = self.bot.store.recall(lambda memory: memory.cases.find(home, id))
        return next((one for one in EVERYBODY if case and self.slack.person(one).id == case.sharer), "")

    def _clear(self, name: str) -> None:
        """Close what is open, once nothing that was pressed before can open any more."""
        assert self.bot.door.rest(PATIENCE)
        with suppress(PersonCannot):
            self.slack.person(name).close(everything=True)

    def _on_top(self, name: str) -> Screen | None:
        """What is open before them, once nothing that was pressed before can open over it any more."""
        assert self.bot.door.rest(PATIENCE)
        return self.slack.person(name).modal

    def _secret(self, number: int) -> str:
        return self.secrets[-1 - number % len(self.secrets)] if self.secrets else "nothing"

    def _send(self, name: str, action: str, value: str) -> None:
        who = self.slack.person(name)
        payload = {
            "type": "block_actions",
            "team": {"id": self.slack.home.id},
            "user": {"id": who.id, "team_id": self.slack.home.id},
            "trigger_id": who.trigger(),
            "view": {
                "id": "V0FORGED",
                "type": "modal",
                "private_metadata": value,
                "blocks": [],
                "state": {"values": {}},
            },
            "actions": [{"action_id": action, "value": value, "type": "button", "block_id": "b"}],
        }
        InProcess(self.bot.door).give(payload)

    def _surfaces(self, name: str) -> list[Shown | Screen]:
        person = self.slack.person(name)
        return [*([person.modal] if person.modal else []), *person.ephemerals()[::-1], *person.dms()[::-1]]


class Mouths(Ground):
    """Says things, in channels and to the bot."""

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

    def reply(self, name: str, number: int) -> None:
        """Write once more in the newest thread."""
        channel, ts = self.threads[-1]
        self.slack.person(name).say(channel, ASKS[number % len(ASKS)], ts)

    def follow_up(self, name: str, channel: str, number: int) -> None:
        """Ask to be reminded, with a note; where customers read it stays its writer's."""
        note = f"zqnote{len(self.truth.writers)}zq"
        self.truth.writers[note] = name
        self.slack.person(name).command(f"/followup {1 + number}h {note}", channel)


def values_in(blocks: tuple[dict[str, Any], ...]) -> Iterator[tuple[str, str]]:
    """Every button there is, as its action and the value that it carries."""
    for block in blocks:
        for element in [*block.get("elements", ()), *([block["accessory"]] if "accessory" in block else [])]:
            if isinstance(element, dict) and element.get("type") == "button":
                yield element["action_id"], element["value"]
