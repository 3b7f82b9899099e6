"""Puts marks of "this was wrong" in line with the showings of a cue."""

from collections.abc import Iterable


def showings(shown: int, marks: Iterable[tuple[int, str]]) -> tuple[str | None, ...]:
    """The showings of a cue from the oldest to the newest, each with who marked it wrong, or None.

    A mark is how often the cue had been shown by then, and an opaque name. Where several came before the next
    showing, each is about a showing of its own: the newest that is still free.
    """
    line: list[str | None] = [None] * shown
    for by_then, who in sorted(marks, reverse=True):
        place = min(by_then, shown) - 1
        while place >= 0 and line[place] is not None:
            place -= 1
        if place >= 0:
            line[place] = who
    return tuple(line)
