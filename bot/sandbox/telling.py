"""One telling of a story: every step is done by somebody, and every screen is looked at before and after."""

import time
from collections.abc import Callable
from datetime import timedelta
from functools import partial

from rich.console import Console
from rich.padding import Padding
from rich.panel import Panel
from rich.text import Text

from bot.sandbox.person import Actor
from bot.sandbox.seeing import Shown, readable
from bot.sandbox.server import Sandbox
from bot.sandbox.story import Step, Story

PATIENCE = 8.0
"""How long a step may take to show its effect, in seconds."""
LINES = 7
"""How many lines of what somebody sees are repeated on the terminal."""


class StepFailed(Exception):
    """Something that the story promises did not happen, or something happened that it does not know of."""


class Telling:
    def __init__(self, sandbox: Sandbox, console: Console, story: Story, *, pause: float) -> None:
        self._sandbox, self._console, self._story, self._pause = sandbox, console, story, pause
        self._people = [sandbox.person(name) for name in story.people]
        self._said: dict[str, str] = {}
        self._channels = {sandbox.home.channel(name): name for name in story.channels}
        self._before: dict[str, set[Shown]] = {}

    def tell(self) -> None:
        """Play every step; raises StepFailed at the first that has not the effect it should have."""
        for step in self._story.step:
            if step.tell:
                self._console.print(f"\n[italic]{step.tell}[/italic]")
            self._before = {person.name: set(_private(person)) for person in self._people}
            self._do(step)
            self._look(step)
            time.sleep(self._pause)

    def _do(self, step: Step) -> None:
        if step.do == "advance":
            self._console.print(f"  [dim]The clock moves on by {step.minutes} minutes.[/dim]")
            self._sandbox.clock.advance(timedelta(minutes=step.minutes))
        else:
            self._act(step, self._sandbox.person(step.by))
        self._sandbox.settle(PATIENCE)

    def _act(self, step: Step, person: Actor) -> None:
        match step.do:
            case "say":
                self._show(f"{step.by} in {step.channel}", step.text)
                self._said[step.name] = person.say(step.channel, step.text, self._said.get(step.thread))
            case "edit":
                self._show(f"{step.by} in {step.channel}, edited", step.text)
                person.edit(step.channel, self._said[step.edits], step.text)
            case "command":
                self._show(f"{step.by} types", step.text)
                person.command(step.text, step.channel)
            case "press":
                self._console.print(f"  {step.by} presses [reverse] {step.button} [/reverse]")
                person.press(step.button)
            case "submit":
                self._console.print(
                    f"  {step.by} presses [reverse] {person.modal.submit if person.modal else ''} [/reverse]"
                )
                person.submit()
            case "invite":
                person.invite(step.channel, "Levelhead")
            case "close":
                person.close(everything=step.everything)

    def _look(self, step: Step) -> None:
        """Hold everybody's screen against what the step promises."""
        for name, words in step.told.items():
            self._wait(f"{name} is told “{words}”", partial(self._is_told, name, words))
        for name, words in step.shown.items():
            self._wait(f"{name} sees “{words}”", partial(self._is_shown, name, words))
        if step.posted:
            self._wait(f"“{step.posted}” stands in the thread", partial(self._is_posted, step.posted))
        for person in self._people:
            self._report(person, step)

    def _report(self, person: Actor, step: Step) -> None:
        news = self._news(person.name)
        if news and person.name not in step.told:
            raise StepFailed(f"{person.name} saw something that was not theirs")
        for words in news:
            self._show(f"Levelhead, to {person.name} alone", words, private=True)
        if person.name in step.shown and person.modal:
            self._show(f"A window on {person.name}'s screen", person.modal.words, private=True)

    def _wait(self, what: str, happened: Callable[[], bool]) -> None:
        try:
            self._sandbox.wait_for(happened, PATIENCE)
        except TimeoutError as error:
            raise StepFailed(what) from error

    def _news(self, name: str) -> list[str]:
        """What this person alone was told by the bot since the step began."""
        return [_sentences(one) for one in _private(self._sandbox.person(name)) if one not in self._before[name]]

    def _is_told(self, name: str, words: str) -> bool:
        return any(words in one for one in self._news(name))

    def _is_shown(self, name: str, words: str) -> bool:
        modal = self._sandbox.person(name).modal
        return modal is not None and words in modal.words

    def _is_posted(self, words: str) -> bool:
        return any(words in one.words for one in self._people[0].everything() if not one.ephemeral)

    def _show(self, title: str, words: str, *, private: bool = False) -> None:
        for channel, name in self._channels.items():
            words = words.replace(f"<#{channel}>", name)
        lines = [line for line in words.splitlines() if line.strip()]
        shown = "\n".join([*lines[:LINES], *(["…"] if len(lines) > LINES else [])])
        style = "green" if private else "blue"
        panel = Panel(Text(shown), title=title, title_align="left", border_style=style, expand=False, width=92)
        self._console.print(Padding(panel, (0, 0, 0, 4 if private else 2)))


def _private(person: Actor) -> list[Shown]:
    """What only this person can see of the bot: ephemerals and the 1:1 conversation."""
    return [*person.ephemerals(), *(one for one in person.dms() if one.bot)]


def _sentences(shown: Shown) -> str:
    """The words of a message without what stands on its buttons and menus."""
    words = readable(tuple(block for block in shown.blocks if block["type"] != "actions"))
    return "\n".join(line for line in words.splitlines() if line not in shown.buttons)
