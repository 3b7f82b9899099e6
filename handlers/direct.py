"""Messages between the bot and one person: opened, said once, and found again after a crash."""

from typing import Any

from slack_sdk import WebClient

from bot.deliveries import Delivery
from handlers.blocks import Block


def open_dm(client: WebClient, person: str) -> str:
    """The id of the 1:1 conversation with a person; raises SlackApiError."""
    return str((client.conversations_open(users=person).get("channel") or {})["id"])


def say_in_dm(client: WebClient, delivery: Delivery, text: str, blocks: list[Block]) -> None:
    """Post a delivery's message to its one reader, marked with the delivery's id."""
    client.chat_postMessage(
        channel=open_dm(client, delivery.to),
        text=text,
        blocks=marked(delivery, blocks),
        unfurl_links=False,
        unfurl_media=False,
    )


def said_in_dm(client: WebClient, delivery: Delivery) -> bool:
    """Whether the message of a delivery is in the DM already; raises SlackApiError."""
    oldest = str(delivery.due_at.timestamp() - 1)
    page = client.conversations_history(channel=open_dm(client, delivery.to), oldest=oldest, limit=200)
    return said(page.get("messages") or [], delivery)


def said_in_thread(client: WebClient, delivery: Delivery) -> bool:
    """Whether the message of a delivery is in its thread already; raises SlackApiError."""
    oldest = str(delivery.due_at.timestamp() - 1)
    page = client.conversations_replies(channel=delivery.channel, ts=delivery.thread, oldest=oldest, limit=200)
    return said(page.get("messages") or [], delivery)


def marked(delivery: Delivery, blocks: list[Block]) -> list[Block]:
    """The blocks with the delivery's opaque id on the first, by which it is found again."""
    first, *rest = blocks
    return [{**first, "block_id": delivery.id}, *rest]


def said(messages: list[dict[str, Any]], delivery: Delivery) -> bool:
    return any(block.get("block_id") == delivery.id for message in messages for block in message.get("blocks") or ())
