"""Puts marks of "this was wrong" in line with the showings of a cue."""

from collections.abc import Iterable


def showings(shown: int, marks: Iterable[tuple[int, str]]) -> tuple[str | None, ...]:
    """The showings of a cue from the oldest to the newest, each with who marked it wrong, or None.

    A mark is how often the cue had been shown by then, and an opaque name. Every mark is about a showing of its own:
    the newest that is still free, or, where a mark came before its showing was counted, the next one.
    """
    line: list[str | None] = [None] * shown
    for by_then, who in sorted(marks, reverse=True):
        before, after = range(min(by_then, shown) - 1, -1, -1), range(min(by_then, shown), shown)
        free = next((place for place in (*before, *after) if line[place] is None), None)
        if free is not None:
            line[free] = who
    return tuple(line)
