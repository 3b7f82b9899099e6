"""Messages between the bot and one person: opened, said once, and found again after a crash."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from slack_sdk import WebClient
from slack_sdk.web import SlackResponse

from bot.deliveries import Delivery
from handlers.blocks import Block

PAGE = 200

Posted = dict[str, Any]


def open_dm(client: WebClient, person: str) -> str:
    """The id of the 1:1 conversation with a person; raises SlackApiError."""
    return str((client.conversations_open(users=person).get("channel") or {})["id"])


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a message stands."""

    channel: str
    ts: str


def say_in_dm(client: WebClient, delivery: Delivery, text: str, blocks: list[Block]) -> Spot:
    """Post a delivery's message to its one reader, marked with the delivery's id; where it stands now."""
    channel, shown = open_dm(client, delivery.to), marked(delivery, blocks)
    posted = client.chat_postMessage(channel=channel, text=text, blocks=shown, unfurl_links=False, unfurl_media=False)
    return Spot(channel, str(posted["ts"]))


def spot_in_dm(client: WebClient, delivery: Delivery) -> Spot | None:
    """Where the message of a delivery stands in the DM, if it is there already; raises SlackApiError."""
    channel = open_dm(client, delivery.to)
    found = found_in(client, channel, delivery)
    return Spot(channel, str(found["ts"])) if found else None


def said_in_dm(client: WebClient, delivery: Delivery) -> bool:
    """Whether the message of a delivery is in the DM already; raises SlackApiError."""
    return spot_in_dm(client, delivery) is not None


def said_in_thread(client: WebClient, delivery: Delivery) -> bool:
    """Whether the message of a delivery is in its thread already; raises SlackApiError."""
    replies = partial(client.conversations_replies, channel=delivery.channel, ts=delivery.thread)
    return _found(replies, delivery) is not None


def found_in(client: WebClient, channel: str, delivery: Delivery) -> Posted | None:
    """The message of a delivery at the top level of a conversation; raises SlackApiError."""
    return _found(partial(client.conversations_history, channel=channel), delivery)


def _found(read: Callable[..., SlackResponse], delivery: Delivery) -> Posted | None:
    """On any page since it was due: after an outage much may have been said meanwhile."""
    cursor = ""
    while True:
        page = read(oldest=str(delivery.due_at.timestamp() - 1), limit=PAGE, cursor=cursor or None)
        for message in page.get("messages") or []:
            if _is(message, delivery):
                return dict(message)
        cursor = str((page.get("response_metadata") or {}).get("next_cursor") or "")
        if not cursor:
            return None


def marked(delivery: Delivery, blocks: list[Block]) -> list[Block]:
    """The blocks with the delivery's opaque id on the first, by which it is found again."""
    first, *rest = blocks
    return [{**first, "block_id": delivery.id}, *rest]


def _is(message: Posted, delivery: Delivery) -> bool:
    return any(block.get("block_id") == delivery.id for block in message.get("blocks") or ())
