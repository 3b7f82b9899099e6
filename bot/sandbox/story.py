"""A story as data: who does what, whom the bot tells something because of it, and that nobody else hears it."""

import tomllib
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

STORY = Path(__file__).parent / "story.toml"

Verb = Literal["say", "edit", "invite", "command", "press", "choose", "submit", "close", "advance"]


class Step(BaseModel):
    """One step; what the fields mean stands at the head of story.toml."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    tell: str = ""
    by: str = ""
    do: Verb
    channel: str = ""
    thread: str = ""
    text: str = ""
    name: Annotated[str, Field(alias="as")] = ""
    edits: str = ""
    button: str = ""
    everything: bool = False
    minutes: int = 0
    told: dict[str, str] = {}
    shown: dict[str, str] = {}
    posted: str = ""


class Story(BaseModel):
    """The steps, the people whose screens are watched, and the channels that the bot is in before it starts."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    people: tuple[str, ...]
    channels: tuple[str, ...]
    bot_in: tuple[str, ...]
    step: tuple[Step, ...]


def read_story(page: Path = STORY) -> Story:
    """A story's page; raises pydantic.ValidationError for what does not belong there."""
    return Story.model_validate(tomllib.loads(page.read_text(encoding="utf-8")))
