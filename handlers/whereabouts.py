"""Where something belongs, in words: a thread with its link, a channel, or a direct conversation."""

from bot.messages import Place
from phrasebook.book import Phrasebook


def thread_link(url: str, place: Place) -> str:
    """Where a thread is; empty where that is not known. `url` is the workspace's own."""
    return f"{url.rstrip('/')}/archives/{place.channel}/p{place.thread.replace('.', '')}" if url else ""


def place_words(book: Phrasebook, url: str, place: Place) -> str:
    link = thread_link(url, place) if place.thread else ""
    if place.channel.startswith("D"):
        return book.say("home.place_direct")
    if link:
        return book.say("home.place_thread", link=link, channel=f"<#{place.channel}>")
    return book.say("home.place_channel", channel=f"<#{place.channel}>")
