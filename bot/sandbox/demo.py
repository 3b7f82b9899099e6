"""`levelhead demo`: plays the story over the real wire, then leaves the workspace open in the browser."""

import tempfile
import webbrowser
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from datetime import datetime, timedelta
from pathlib import Path
from threading import Event
from typing import Any

from rich.console import Console

from bot.sandbox.refusals import PersonCannot
from bot.sandbox.server import Sandbox
from bot.sandbox.story import read_story
from bot.sandbox.telling import StepFailed, Telling

READING = 2.2
"""How long a step stays on the screen when nobody is in a hurry, in seconds."""
INTERRUPTED = 130
"""What a shell is told of a command that was stopped before its end."""

StartBot = Callable[[Sandbox, Path], AbstractContextManager[Any]]


def play(manifest: Mapping[str, Any], start_bot: StartBot, *, once: bool, port: int = 0) -> int:
    """Play the story; 0 when all of it happened, else 1. Without `once` the page stays open until Ctrl-C."""
    console = Console(highlight=False)
    try:
        return _play(console, manifest, start_bot, once=once, port=port)
    except KeyboardInterrupt:
        console.print("\nGood-bye.")
        return INTERRUPTED if once else 0


def _play(console: Console, manifest: Mapping[str, Any], start_bot: StartBot, *, once: bool, port: int) -> int:
    story = read_story()
    with (
        tempfile.TemporaryDirectory() as folder,
        Sandbox.start(manifest, port=port, bot_in=story.bot_in) as sandbox,
        start_bot(sandbox, Path(folder)),
    ):
        sandbox.clock.advance(until_monday(sandbox.clock.now()))
        console.print(f"[bold]Levelhead[/bold] is connected to a small Slack of its own: {sandbox.url}")
        try:
            Telling(sandbox, console, story, pause=0.0 if once else READING).tell()
        except (StepFailed, PersonCannot) as error:
            console.print(f"\n[bold red]That did not happen:[/bold red] {error}")
            return 1
        console.print("\n[bold green]Every step happened.[/bold green] What Levelhead said, only its reader saw.")
        if not once:
            console.print(f"\nThe workspace is yours now: {sandbox.url} (Ctrl-C ends it)")
            webbrowser.open(sandbox.url)
            Event().wait()
    return 0


def until_monday(now: datetime) -> timedelta:
    """How long it is until the story begins: a Monday at ten, whenever it is told, for people are at work then."""
    ten = now.replace(hour=10, minute=0, second=0, microsecond=0)
    monday = ten + timedelta(days=-ten.weekday() % 7)
    return (monday if monday >= now else monday + timedelta(days=7)) - now
