"""What may be given on the spot when a customer asks: set up by admins, fitted to the source and the impact."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from bot.case_rules import LIVE
from bot.cases import Case
from bot.impact import BASE, Rank
from bot.sources import Source
from phrasebook.prepare import own_words
from phrasebook.reading import Reading

MOST_OFFERED = 3
"""At most so many stand in one hint."""
MOST_KEPT = 20
"""At most so many are set up in a workspace."""
LONGEST_WORDS = 400
LONGEST_UP_TO = 40
_BELOW, _DIGIT, _MORE = re.compile(r"\s*[-−–]"), re.compile(r"\d"), re.compile(r"[1-9]")
UNSAID = BASE[None][0]
"""The impact where nobody has said anything about it."""


class RemedyKind(StrEnum):
    """Each is a phrase `remedies.kind_KIND` for people."""

    REPLACEMENT = "replacement"
    CREDIT = "credit"
    REFUND = "refund"
    WORKAROUND = "workaround"
    CALL_BACK = "call_back"
    SOMETHING_ELSE = "something_else"

    @property
    def key(self) -> str:
        return f"remedies.kind_{self.value}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Remedy:
    """Something that may be given, in an admin's words; it never changes: a change makes another one.

    `words` is the sentence to offer it with, `up_to` the most that may be given, as text; both are plain text. Without
    `sources` it is for all of them. `from_rank` is the lowest impact that it is for.
    """

    id: str
    kind: RemedyKind
    words: str
    up_to: str = ""
    sources: frozenset[Source] = frozenset()
    from_rank: Rank = Rank.ANNOYED
    needs_yes: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Trouble:
    """What a customer's trouble may come from, and how hard it hits them, as far as is known."""

    sources: frozenset[Source]
    rank: Rank


def is_something(up_to: str) -> bool:
    """Whether a most is more than nothing: “50 €”, “one month”, not “0” and not “-5 €”."""
    return not _BELOW.match(up_to) and (not _DIGIT.search(up_to) or bool(_MORE.search(up_to)))


def asks(text: str, reading: Reading) -> bool:
    """Whether a customer asks for something: a question in their own words, or a demand."""
    return bool(reading.wants) or "?" in own_words(text)


def trouble_of(heard: Iterable[str], own: Iterable[Case]) -> Trouble:
    """What is known of a trouble: what was said about the reader's own cases goes before what was heard, by slug.

    Where nobody said how hard it hits, it is as hard as where nothing is known.
    """
    live = [case for case in own if case.state in LIVE]
    said = {case.source for case in live if case.source}
    known = {source.value: source for source in Source}
    sources = said or {known[slug] for slug in heard if slug in known}
    return Trouble(sources=frozenset(sources), rank=max((case.rank for case in live), default=UNSAID))


def fitting(remedies: Iterable[Remedy], trouble: Trouble) -> tuple[Remedy, ...]:
    """What may be offered: what is made for this source first, then what needs nobody's yes; three at most."""
    allowed = [one for one in remedies if _fits(one, trouble)]
    return tuple(sorted(allowed, key=_place)[:MOST_OFFERED])


def _fits(one: Remedy, trouble: Trouble) -> bool:
    return trouble.rank >= one.from_rank and (not one.sources or bool(one.sources & trouble.sources))


def _place(one: Remedy) -> tuple[bool, bool, int, str]:
    return (not one.sources, one.needs_yes, -one.from_rank, one.id)
