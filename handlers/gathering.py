"""What waits for somebody who is off work comes in one list when they are back; one or two come by themselves."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.deliveries import Delivery, Kind
from bot.messages import Place
from bot.pacing import MOST_SINGLE
from handlers.slack_errors import Verdict, sort
from storage.store import Memory

AFTER_THE_LIST = timedelta(seconds=20)
"""When what is on a list looks again whether the list was said."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One reminder in a list: its words, what its button carries, and the key of what it says."""

    text: str
    carried: Mapping[str, Any]
    label: str = "nudges.done"


def enlist(memory: Memory, delivery: Delivery, reader: str, until: datetime) -> None:
    """Put a delivery on its reader's list for `until`; the list is said once it is worth one."""
    name = f"{reader}/{until.isoformat()}"
    if memory.gathered.join(delivery.workspace, delivery.id, list=name, until=until) > MOST_SINGLE:
        memory.deliveries.schedule(_list_of(delivery.workspace, reader, name, until))


def is_gathered(memory: Memory, delivery: Delivery) -> bool:
    """Whether a list will be said that a delivery is on."""
    name = memory.gathered.list_of(delivery.workspace, delivery.id)
    return bool(name) and memory.deliveries.waits_until(delivery.workspace, _key(name)) is not None


def link_to(client: WebClient, place: Place, words: str) -> str:
    """Where to look, as a link in these words: the thread, or its channel where Slack shows no thread."""
    try:
        found = client.chat_getPermalink(channel=place.channel, message_ts=place.thread).get("permalink")
    except SlackApiError as error:
        if sort(error).verdict in (Verdict.LATER, Verdict.UNSURE):
            raise
        return f"<#{place.channel}>"
    return f"<{found}|{words}>"


def _list_of(workspace: str, reader: str, name: str, due_at: datetime) -> Delivery:
    return Delivery(
        id=uuid4().hex,
        key=_key(name),
        workspace=workspace,
        kind=Kind.TOGETHER,
        to=reader,
        due_at=due_at,
        words={"list": name},
    )


def _key(name: str) -> str:
    return f"together/{name}"
