"""The small language in which pages write what to listen for: words, choices, gaps, slots, and sentence ends."""

import re
from collections.abc import Callable
from dataclasses import dataclass

LONGEST_GAP = 6

_TOKEN = re.compile(r"\s+|[()\[\]|^$?!]|\{[a-z_]+(?::\d)?\}|[^\s()\[\]|{}^$?!]+|.")
_GAP = re.compile(r"\{gap:(\d)\}")

Speller = Callable[[str], tuple[str, ...]]


class PhraseError(ValueError):
    """A phrase that cannot be understood; the message says why."""


@dataclass(frozen=True, slots=True)
class Word:
    """One word, or a slot written "{name}"."""

    text: str


@dataclass(frozen=True, slots=True)
class Gap:
    """Up to `width` words of any kind, within one sentence."""

    width: int


@dataclass(frozen=True, slots=True)
class Edge:
    """The start ("^") or the end ("$") of a sentence."""

    side: str


@dataclass(frozen=True, slots=True)
class Choice:
    """One of several sequences; or none of them, where it is optional."""

    among: tuple["Sequence", ...]
    optional: bool = False


Sequence = tuple[Word | Gap | Edge | Choice, ...]


def parse(phrase: str, spell: Speller, slots: frozenset[str]) -> Sequence:
    """What a phrase stands for; raises PhraseError."""
    sequence = _Parser(phrase, spell, slots).whole()
    if not any(isinstance(part, Word) or (isinstance(part, Choice) and not part.optional) for part in sequence):
        raise PhraseError("needs at least one word that must be there")
    if Edge("^") in sequence[1:] or Edge("$") in sequence[:-1]:
        raise PhraseError("may have ^ only first and $ only last")
    return sequence


class _Parser:
    def __init__(self, phrase: str, spell: Speller, slots: frozenset[str]) -> None:
        self._tokens = _TOKEN.findall(phrase)
        self._at = 0
        self._spell = spell
        self._slots = slots

    def whole(self) -> Sequence:
        parts: list[Word | Gap | Edge | Choice] = []
        while self._peek():
            parts.extend(self._tight())
        return tuple(parts)

    def _tight(self) -> Sequence:
        """One part, or parts joined by "|" without brackets."""
        among = [self._part()]
        while self._peek() == "|":
            self._at += 1
            among.append(self._part())
        return among[0] if len(among) == 1 else (Choice(tuple(among)),)

    def _part(self) -> Sequence:
        token = self._take()
        if token.isspace():
            return ()
        if token in "([":
            return (Choice(self._group(")" if token == "(" else "]"), optional=token == "("),)
        if token in "^$":
            return (Edge(token),)
        if token in "?!":
            return (Word(token),)
        return self._braces(token) if token.startswith("{") else self._words(token)

    def _group(self, closing: str) -> tuple[Sequence, ...]:
        among: list[Sequence] = []
        parts: list[Word | Gap | Edge | Choice] = []
        while (token := self._peek()) != closing:
            if not token or token in "^$":
                raise PhraseError(f"misses a “{closing}”" if not token else "may have ^ and $ only outside brackets")
            if token == "|":
                self._at += 1
                among.append(tuple(parts))
                parts = []
            else:
                parts.extend(self._part())
        self._at += 1
        among.append(tuple(parts))
        if not all(among):
            raise PhraseError("has an empty choice")
        return tuple(among)

    def _braces(self, token: str) -> Sequence:
        gap = _GAP.fullmatch(token)
        if gap is None and token[1:-1] in self._slots:
            return (Word(token),)
        if gap is None or not 1 <= int(gap[1]) <= LONGEST_GAP:
            raise PhraseError(f"knows no {token} (a gap is 1 to {LONGEST_GAP} words wide)")
        return (Gap(int(gap[1])),)

    def _words(self, token: str) -> Sequence:
        spelled = self._spell(token)
        if not spelled:
            raise PhraseError(f"does not understand “{token}”")
        return tuple(Word(word) for word in spelled)

    def _peek(self) -> str:
        return self._tokens[self._at] if self._at < len(self._tokens) else ""

    def _take(self) -> str:
        token = self._peek()
        if not token:
            raise PhraseError("ends too early")
        self._at += 1
        return token
