"""Which words of a case are of the conflict: neither the technical problem, nor speaking up, nor a signature."""

from collections.abc import Iterable, Iterator, Sequence

from bot.leaktext import Sentence, sentences
from phrasebook.guard_page import GuardPage

PIECE = 30
"""A sentence without end is looked at in pieces of so many words."""
GAP = 28
"""So many places lie between one text and the next, further than a run may go on."""
CALLED = 7
"""A call and who is called for stand within so many words of each other."""
THEIRS = "your"
"""Before somebody above: said by the other side, since nobody here calls their own boss that."""
SHORT = 18
"""Words in the longest line of a signature."""

Run = list[tuple[int, str]]
"""Words in a row, and where in the texts they stand."""


def runs_of_conflict(texts: Sequence[str], page: GuardPage) -> Iterator[Run]:
    """The words of conflict in what was shared, in runs with nothing left out."""
    place = 0
    for text in texts:
        run: Run = []
        for piece in _pieces(_unsigned(sentences(text), page.farewells)):
            if _is_of_the_conflict(piece, page):
                run += enumerate(piece, start=place)
            else:
                yield run
                run = []
            place += len(piece)
        yield run
        place += GAP


def _pieces(said: Iterable[Sentence]) -> Iterator[Sentence]:
    for sentence in said:
        for start in range(0, len(sentence), PIECE):
            yield sentence[start : start + PIECE]


def _is_of_the_conflict(piece: Sentence, page: GuardPage) -> bool:
    conflict = _count(piece, page.conflict)
    if _count(_without_called(piece, page) if conflict else piece, page.speaking_up):
        return False
    technical = _count(piece, page.technical)
    return technical < 2 or technical <= conflict


def _without_called(piece: Sentence, page: GuardPage) -> Sentence:
    """The sentence without those above whom somebody else calls for; to be threatened with one is no speaking up."""
    left = list(piece)
    for entry in page.called:
        words = entry.split()
        for at in range(len(piece)):
            if list(piece[at : at + len(words)]) == words and _is_called(piece[:at], page.calls):
                left[at : at + len(words)] = [""] * len(words)
    return tuple(left)


def _is_called(before: Sentence, calls: Iterable[str]) -> bool:
    near = before[-CALLED:]
    return near[-1:] == (THEIRS,) or _count(near, calls) > 0


def _count(piece: Sentence, entries: Iterable[str]) -> int:
    said = f" {' '.join(piece)} "
    return sum(1 for entry in entries if f" {entry} " in said)


def _unsigned(said: tuple[Sentence, ...], farewells: Iterable[str]) -> tuple[Sentence, ...]:
    """The sentences without a farewell at the end and the few short lines below it."""
    for place in range(max(0, len(said) - 6), len(said)):
        if _is_farewell(said[place], farewells) and all(len(sentence) <= SHORT for sentence in said[place:]):
            return said[:place]
    return said


def _is_farewell(sentence: Sentence, farewells: Iterable[str]) -> bool:
    # “Thanks, Mia” says goodbye, “Thanks for nothing, all of you” does not: one word has to stand nearly alone.
    said = f"{' '.join(sentence)} "
    return any(said.startswith(f"{entry} ") and (" " in entry or len(sentence) <= 3) for entry in farewells)
