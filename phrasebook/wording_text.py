"""A draft taken apart: what must not be touched is sheltered, the rest becomes sentences."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

FIRST_SHELTER = 0xE100
LAST_SHELTER = 0xF8FF

_SHELTERED = re.compile(
    r"""
      ```(?s:.*?)(?:```|\Z)
    | `[^`\n]+`
    | ^[ \t]*(?:>>>|&gt;&gt;&gt;)(?s:.*)
    | ^[ \t]*(?:>|&gt;)[^\n]*
    | <[^<>\n]{1,2000}>
    | \bhttps?://[^\s<>]+[^\s<>.,;:!?)]
    | \b[\w.+-]{1,64}@[\w-]+\.[\w.-]*\w
    | (?<!\w)"[^"\n]{1,400}"(?!\w)
    | (?<!\w)“[^”\n]{1,400}”
    """,
    re.VERBOSE | re.MULTILINE,
)
_BROADCAST = re.compile(r"<!(?P<who>channel|here|everyone)(?:\|[^>]*)?>")
_END = re.compile(r"[.!?…]+[)'’]*(?=\s|$)")
_ABBREVIATION = re.compile(r"(?:\b(?:e\.g|i\.e|etc|vs|mr|mrs|ms|dr|approx|incl|resp|cf|st|fig))$", re.IGNORECASE)
_NUMBER_SIGN = re.compile(r"\W?[Nn]o\.\s+\d")
_LEAD = re.compile(r"[\s]*(?:(?:[-*•–]|\d{1,2}[.)])\s+)?")


@dataclass(frozen=True, slots=True)
class Shelter:
    """A text in which each sheltered part is one private character, and the parts themselves."""

    text: str
    parts: tuple[str, ...]

    def restore(self, text: str) -> str:
        """Put the sheltered parts back; a broadcast comes back as plain words that call nobody."""
        return "".join(self._part(letter) for letter in text)

    def _part(self, letter: str) -> str:
        number = ord(letter) - FIRST_SHELTER
        if not 0 <= number < len(self.parts):
            return letter
        return _BROADCAST.sub(r"@\g<who>", self.parts[number])


def shelter(text: str) -> Shelter:
    """Set aside quotes, code, links, mentions and quoted words."""
    parts: list[str] = []

    def hide(found: re.Match[str]) -> str:
        if FIRST_SHELTER + len(parts) > LAST_SHELTER:
            return found.group()
        parts.append(found.group())
        return chr(FIRST_SHELTER + len(parts) - 1)

    return Shelter(_SHELTERED.sub(hide, text), tuple(parts))


def is_sheltered(letter: str) -> bool:
    return FIRST_SHELTER <= ord(letter) <= LAST_SHELTER


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence: what stands before it (spaces, a bullet), its words, and the marks that end it."""

    lead: str
    body: str
    end: str

    def with_body(self, body: str, end: str) -> "Sentence":
        return replace(self, body=body, end=end)


def sentences(text: str) -> Iterator[Sentence]:
    """The sentences in order; joined again, lead, body and end give the text to the letter."""
    for line in text.splitlines(keepends=True):
        start = 0
        for found in _END.finditer(line):
            if found.group() == "." and _is_abbreviation(line, start, found):
                continue
            yield _sentence(line[start : found.start()], found.group())
            start = found.end()
        if start < len(line):
            yield _sentence(line[start:], "")


def _is_abbreviation(line: str, start: int, end: re.Match[str]) -> bool:
    if _ABBREVIATION.search(line, start, end.start()):
        return True
    return _NUMBER_SIGN.match(line, max(start, end.start() - 3)) is not None


def _sentence(words: str, end: str) -> Sentence:
    found = _LEAD.match(words)
    lead = found.group() if found else ""
    return Sentence(lead, words[len(lead) :], end)
