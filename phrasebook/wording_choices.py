"""Alternatives in brackets, as pages write them, and the regular expressions that they become."""

import re
from functools import cache

GAP = r"(?:,?\s+|\s+[-–—]\s+)"
"""What may stand between two words of one phrase."""
WORD = re.compile(r"[a-z']+")
BRACKETS = frozenset("([{)]}")


class PatternError(ValueError):
    """A pattern that cannot be understood; the message says why."""


def pieces_of(phrase: str, separator: str) -> list[str]:
    """The phrase cut at each separator that stands outside all brackets; raises PatternError for a loose bracket."""
    if BRACKETS.isdisjoint(phrase):
        return [piece.strip() for piece in phrase.split(separator) if piece.strip()]
    pieces, depth, piece = [], 0, ""
    for letter in phrase:
        depth += (letter in "([{") - (letter in ")]}")
        if depth < 0:
            break
        if letter == separator and depth == 0:
            pieces.append(piece)
            piece = ""
        else:
            piece += letter
    if depth:
        raise PatternError("has a bracket that is not closed")
    return [piece.strip() for piece in [*pieces, piece] if piece.strip()]


@cache
def any_of(written: str) -> str:
    """The regex of alternatives; what is in (round) brackets inside them is alternatives again."""
    choices = pieces_of(_unwrapped(written), "|")
    return "(?:" + "|".join(_sequence(choice) for choice in sorted(choices, key=len, reverse=True)) + ")"


def _sequence(choice: str) -> str:
    return GAP.join(_word(word) for word in pieces_of(choice, " "))


def _word(word: str) -> str:
    """A word, or alternatives with what is glued to them (“(you|they)'ve”)."""
    if not word.startswith("("):
        return re.escape(word)
    close = word.rindex(")")
    return any_of(word[: close + 1]) + re.escape(word[close + 1 :])


def _unwrapped(written: str) -> str:
    whole = (
        written.startswith("(") and written.endswith(")") and pieces_of(written[1:-1], "\0") == [written[1:-1].strip()]
    )
    return written[1:-1] if whole else written


@cache
def first_words(written: str) -> frozenset[str]:
    """The words with which the alternatives begin; empty where one of them begins with no word."""
    firsts: set[str] = set()
    for choice in pieces_of(_unwrapped(written), "|"):
        first = pieces_of(choice, " ")[0]
        inner = first_words(first) if _unwrapped(first) != first else frozenset(WORD.findall(first.lower())[:1])
        if first.startswith("(") and not first.endswith(")"):
            return frozenset()
        if not inner:
            return frozenset()
        firsts |= inner
    return frozenset(firsts)
