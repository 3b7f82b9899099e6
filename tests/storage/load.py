"""Remembers without end, until somebody kills it: `python -m tests.storage.load URL` tells each commit."""

import sys
from functools import partial
from itertools import count

from phrasebook.reading import Voice
from storage.store import Memory, Store
from tests.databases import KEY
from tests.storage.people_and_places import HERE, NOW, delivery, message


def hear(memory: Memory, number: int) -> None:
    """A message, its place in the thread, and what is to be said about it: all or nothing."""
    heard = message(f"Message {number}", ts=f"{number}")
    memory.threads.first_hearing(heard, now=NOW)
    memory.threads.note_message(heard, Voice.AGENT, NOW)
    memory.deliveries.schedule(delivery(f"d{number}"))


def main(url: str) -> None:
    store = Store.open(url, keys=[KEY])
    for number in count():
        store.remember(partial(hear, number=number), thread=HERE)
        sys.stdout.write(f"{number}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main(sys.argv[1])
