"""A check-in that somebody previewed and posted: their words, with buttons for the customer to answer."""

from slack_sdk import WebClient

from bot.deliveries import Delivery
from handlers.blocks import said_by
from handlers.checkin import answer_buttons
from handlers.direct import marked
from handlers.pause import PostSpeaker
from handlers.rich_text import escape


class CheckInSpeaker(PostSpeaker):
    """Posts it under the name of who asks."""

    def speak(self, client: WebClient, delivery: Delivery) -> None:
        line, book = str(delivery.words["line"]), self._rooms.book
        client.chat_postMessage(
            channel=delivery.channel,
            thread_ts=delivery.thread,
            text=book.say("pause.posted", person=f"<@{delivery.to}>", line=escape(line)),
            blocks=marked(delivery, [said_by(delivery.to, line), answer_buttons(book)]),
            unfurl_links=False,
            unfurl_media=False,
        )
