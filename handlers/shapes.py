"""The shapes in which payloads come from Slack: what we read of them is checked at the door, the rest passed over."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Annotated, Any, Self

from pydantic import BaseModel, Field, model_validator

from handlers.payloads import Id, Ts

Text = Annotated[str, Field(pattern=r"^[^\x00]*$")]
"""Anything that can be written down: no database takes a NUL."""
Mark = Annotated[str, Field(pattern=r"^[\x20-\x7e]{1,1000}$")]
"""What Slack makes itself: triggers, hashes, tokens."""


class NotOurs(Exception):
    """A window of ours that comes back in a shape in which we never made it."""


@contextmanager
def as_we_made_it() -> Iterator[None]:
    """Read what a window of ours holds; what cannot be read there raises NotOurs."""
    try:
        yield
    except (KeyError, TypeError, ValueError) as error:
        raise NotOurs from error


class Team(BaseModel):
    id: Id
    enterprise_id: Id | None = None


class Everywhere(BaseModel):
    """In which workspaces of an organisation somebody works."""

    teams: list[Id] | None = None


class Who(BaseModel):
    id: Id
    enterprise_user: Everywhere | None = None
    team_id: Id | None = None
    enterprise_id: Id | None = None
    tz: Text | None = None


class Channel(BaseModel):
    id: Id


class Option(BaseModel):
    value: Text


class Filled(BaseModel):
    """What is chosen or typed in one element."""

    type: Text | None = None
    value: Text | None = None
    selected_option: Option | None = None
    selected_options: list[Option] | None = None
    selected_user: Id | None = None
    selected_channel: Id | None = None
    selected_conversation: Id | None = None
    selected_date: Text | None = None
    selected_time: Text | None = None
    selected_date_time: Annotated[int, Field(ge=0, le=253_402_300_799)] | None = None
    rich_text_value: dict[str, Any] | None = None


class Action(Filled):
    action_id: Text
    block_id: Text | None = None
    type: Text
    action_ts: Ts | None = None


class Element(BaseModel):
    action_id: Text | None = None
    type: Text | None = None


class Label(BaseModel):
    text: Text


class Block(BaseModel):
    type: Text
    label: Label | None = None
    block_id: Text | None = None
    element: Element | None = None
    elements: list[dict[str, Any]] | None = None


class State(BaseModel):
    values: dict[Text, dict[Text, Filled]]


class View(BaseModel):
    id: Id
    type: Text
    callback_id: Text | None = None
    private_metadata: Text
    hash: Mark | None = None
    blocks: list[Block]
    state: State = State(values={})
    app_installed_team_id: Id | None = None
    team_id: Id | None = None


class Message(BaseModel):
    ts: Ts
    user: Id | None = None
    text: Text | None = None
    thread_ts: Ts | None = None
    blocks: list[Block] | None = None


class Container(BaseModel):
    message_ts: Ts | None = None
    channel_id: Id | None = None
    thread_ts: Ts | None = None


class Origin(BaseModel):
    """Where something comes from, in all the ways in which Slack tells it."""

    team_id: Id | None = None
    enterprise_id: Id | None = None
    team: Id | Team | None = None
    enterprise: Id | Team | None = None
    is_enterprise_install: bool | None = None


class Home(Origin):
    """Whose installation an event is for."""

    user_id: Id | None = None


class Interaction(Origin):
    """What everything has in common that somebody does with the app."""

    user: Who
    authorizations: list[Home] | None = None
    trigger_id: Mark | None = None
    response_url: Text | None = None
    api_app_id: Id | None = None


class Pressed(Interaction):
    actions: Annotated[list[Action], Field(min_length=1)]
    view: View | None = None
    message: Message | None = None
    channel: Channel | None = None
    container: Container | None = None
    state: State | None = None

    @model_validator(mode="after")
    def _stands_somewhere(self) -> Self:
        if self.view is None and self.message is None and not (self.container and self.container.message_ts):
            raise ValueError("pressed in no window and on no message")
        return self


class Submitted(Interaction):
    view: View


class Closed(Interaction):
    view: View


class OnMessage(Interaction):
    callback_id: Text
    trigger_id: Mark
    message: Message
    channel: Channel


class Shortcut(Interaction):
    callback_id: Text
    trigger_id: Mark


class Command(Origin):
    command: Text
    authorizations: list[Home] | None = None
    user_id: Id
    channel_id: Id | None = None
    text: Text | None = None
    trigger_id: Mark | None = None
    response_url: Text | None = None


class Revoked(BaseModel):
    bot: list[Id] | None = None
    oauth: list[Id] | None = None


class Happened(Origin):
    type: Text
    subtype: Text | None = None
    user: Id | Who | None = None
    channel: Id | dict[str, Any] | None = None
    channel_type: Text | None = None
    text: Text | None = None
    ts: Ts | None = None
    thread_ts: Ts | None = None
    blocks: list[Block] | None = None
    user_id: Id | None = None
    user_team: Id | None = None
    inviter: Id | None = None
    tab: Text | None = None
    view: View | None = None
    tokens: Revoked | None = None
    team_ids: list[Id] | None = None


class Event(Origin):
    authorizations: list[Home] | None = None
    is_ext_shared_channel: bool | None = None
    event_time: Annotated[int, Field(ge=0, le=253_402_300_799)] | None = None
    event: Happened


class Stranger(Origin):
    """Some kind that nobody listens for."""

    user: Who | Id | None = None
    event: dict[str, Any] = {}
    view: View | None = None


_SHAPES: Mapping[str, type[BaseModel]] = {
    "event_callback": Event,
    "block_actions": Pressed,
    "view_submission": Submitted,
    "view_closed": Closed,
    "message_action": OnMessage,
    "shortcut": Shortcut,
}


def check(payload: Mapping[str, Any]) -> None:
    """Raises pydantic.ValidationError for what Slack would never send; kinds that nobody listens for pass."""
    shape = Command if "command" in payload else _SHAPES.get(str(payload.get("type")), Stranger)
    shape.model_validate(payload)
