"""What names a case without its words, its number and its link, and who is told that a message carries one."""

import re
from dataclasses import dataclass
from enum import StrEnum

from bot.messages import Place

LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Those that nobody mistakes for each other."""
LONGEST = 12_000
NUMBER = re.compile(rf"\bLH-([{LETTERS}]{{6}})\b", re.IGNORECASE)
LINK = re.compile(r"/archives/([A-Z0-9]{1,20})/p(\d{10})(\d{6})(?:\?([^\s<>|]{0,200}))?")
THREAD = re.compile(r"(?:^|&)thread_ts=(\d{10}\.\d{6})")


@dataclass(frozen=True, slots=True)
class Link:
    """A link to a Slack message; `thread` is the message's own timestamp where the link names no thread."""

    channel: str
    ts: str
    thread: str

    def leads_to(self, place: Place) -> bool:
        """Whether it leads to a message of that thread, as far as the link says; workspaces are not in it."""
        return self.channel == place.channel and self.thread == place.thread


class Sign(StrEnum):
    """By what a message was found to carry a case."""

    WORDS = "words"
    NUMBER = "number"
    LINK = "link"


class Notice(StrEnum):
    """What the author alone is told; each is a sentence on the page `leakguard`."""

    KNOWN = "known"
    """Names that it is shared up: for those who may see the case."""
    PLAIN = "plain"
    """Says only where hard conversations go: for everybody else."""


def case_number(chance: int) -> str:
    """What people call a case, from 30 bits of chance; says nothing of how many cases there are."""
    digits = (LETTERS[(chance >> shift) & 31] for shift in range(25, -1, -5))
    return f"LH-{''.join(digits)}"


def case_numbers(text: str) -> frozenset[str]:
    """The numbers in a text that look like those of cases, as `case_number` writes them."""
    return frozenset(f"LH-{found.upper()}" for found in NUMBER.findall(text[:LONGEST]))


def links(text: str) -> frozenset[Link]:
    """The links to Slack messages in a text, as Slack or people write them."""
    return frozenset(_link(*found) for found in LINK.findall(text[:LONGEST].replace("&amp;", "&")))


def notice(sign: Sign, *, may_see: bool) -> Notice | None:
    """What the author of a message is told about a case found in it; None is silence.

    Whoever may not see the case must not learn from us that there is one: for its words they hear what anybody may hear
    about hard words, and for a link or a number, which would only confirm a guess, nothing.
    """
    if may_see:
        return Notice.KNOWN
    return Notice.PLAIN if sign is Sign.WORDS else None


def _link(channel: str, seconds: str, fraction: str, query: str) -> Link:
    ts = f"{seconds}.{fraction}"
    thread = THREAD.search(query)
    return Link(channel=channel, ts=ts, thread=thread[1] if thread else ts)
