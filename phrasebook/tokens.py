"""A message as words: spelled in one way, each with its place in the text."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice

from phrasebook.prepare import PERSON, THING, bounds, own_words

BREAK = "."
ENDS = frozenset(".?!")
GRAWLIX = "#!*@"
MOST_REMEMBERED = 20_000
LONGEST_REMEMBERED = 24
MOST_WORDS = 1_200

# Possessive quantifiers: no word is ever read twice, so a hostile text costs no more than a friendly one.
_KINDS = rf"""
      (?P<word>[^\W_]++(?:'[^\W_]++)*+(?![_*@$\#!&]))
    | (?P<short>:[a-z0-9_+-]{{2,50}}:)
    | (?P<name>[^\W_]++(?:_++[^\W_]++)++)
    | (?P<masked>(?:[@$](?=[a-zA-Z]))?[^\W_]++(?:(?:[*@$\#!]|&\#39;)++[^\W_]++|[*]{{2,}}+)++ | [@$][a-zA-Z][\w-]*+)
    | (?P<plain>[^\W_]++(?:'[^\W_]++)*+)
    | (?P<grawlix>[\#$%&@*!]{{4,}})
    | (?P<face>[:;=8][-o^']?[()\[\]DPp/|\\3](?!\w) | <3 | >:\()
    | (?P<emoji>[\U0001F000-\U0001FAFF\u2600-\u27BF])
    | (?P<mark>[{PERSON}{THING}])
    | (?P<end>(?:[!?…]|\.(?!\w))+ | \n+)
    """
_KIND = re.compile(_KINDS, re.VERBOSE)
# Without names, so that a whole text is cut up at once; the kind of a word is looked up when it is first met.
_TOKEN = re.compile(re.sub(r"\?P<[a-z]+>", "?:", _KINDS), re.VERBOSE)
_STRETCHED = re.compile(r"(.)\1{2,}")
_HIDDEN = {"@": "a", "$": "s", "!": "i"}
_MASK = re.compile(r"[*@$#!]+")


@dataclass(slots=True)
class Tokens:
    """Parallel lists: the word in our spelling, as it was written ("" for the rest of a contraction), and where.

    The places are worked out when they are first asked for, as most texts hold nothing to point at.
    """

    words: list[str] = field(default_factory=list)
    raws: list[str] = field(default_factory=list)
    _text: str = field(default="", repr=False)
    _places: list[tuple[int, int]] = field(default_factory=list, repr=False)

    @property
    def starts(self) -> list[int]:
        return [start for start, _ in self._spans()]

    @property
    def ends(self) -> list[int]:
        return [end for _, end in self._spans()]

    def span(self, first: int, after: int) -> tuple[int, int]:
        """Where words `first` up to (not including) `after` stand in the text."""
        spans = self._spans()
        return spans[first][0], spans[after - 1][1]

    def _spans(self) -> list[tuple[int, int]]:
        if len(self._places) != len(self.words):
            matches = (match.span() for part in _parts(self._text) for match in part)
            last = (0, 0)
            self._places = [last := next(matches) if raw else last for raw in self.raws]
        return self._places


def _parts(text: str) -> Iterator[Iterator[re.Match[str]]]:
    for start, end in bounds(len(text)):
        yield islice(_TOKEN.finditer(text, start, end), MOST_WORDS)


def _cut(text: str, start: int, end: int) -> list[str]:
    """A part of a text in words; one that is short enough cannot have too many, and is cut up at once."""
    if end - start <= MOST_WORDS:
        return _TOKEN.findall(text, start, end)
    return [match.group() for match in islice(_TOKEN.finditer(text, start, end), MOST_WORDS)]


class Speller:
    """Spells words in one way: contractions opened, stretched and masked words restored, emoji by their names."""

    def __init__(
        self,
        spellings: Mapping[str, tuple[str, ...]],
        masked: tuple[str, ...],
        emoji: Mapping[str, str],
        vocabulary: frozenset[str],
    ) -> None:
        self._spellings = spellings
        self._masked = masked
        self._emoji = emoji
        self._vocabulary = vocabulary
        self._spelled: dict[str, tuple[str, ...]] = {}

    def tokens(self, text: str) -> Tokens:
        """The writer's own words of a Slack message (mrkdwn or plain)."""
        own = own_words(text)
        found = Tokens(_text=own)
        for start, end in bounds(len(own)):
            self._read_part(_cut(own, start, end), found)
        return found

    def phrase(self, text: str) -> tuple[str, ...]:
        """The words of one plain phrase, spelled as they would be in a message."""
        found = Tokens()
        self._read_part(_TOKEN.findall(text), found)
        return tuple(found.words)

    def _read_part(self, part: list[str], found: Tokens) -> None:
        spelled_before, words, raws = self._spelled, found.words, found.raws
        for raw in part:
            spelled = spelled_before.get(raw) or self._spell(raw)
            if len(spelled) == 1:
                words.append(spelled[0])
                raws.append(raw)
            else:
                words.extend(spelled)
                raws.extend((raw, *[""] * (len(spelled) - 1)))

    def _spell(self, raw: str) -> tuple[str, ...]:
        found = _KIND.match(raw)
        spelled = self._spelling((found.lastgroup if found else None) or "", raw)
        if len(self._spelled) < MOST_REMEMBERED and len(raw) <= LONGEST_REMEMBERED:
            self._spelled[raw] = spelled
        return spelled

    def _spelling(self, kind: str, raw: str) -> tuple[str, ...]:
        if kind in ("word", "plain"):
            lowered = raw.lower()
            return self._spellings.get(lowered) or (self._plain(lowered),)
        if kind == "end":
            return (_ending(raw),)
        return tuple(self._special(kind, raw)) or (raw,)

    def _plain(self, lowered: str) -> str:
        if lowered.endswith("'s"):
            lowered = lowered[:-2]
        if lowered in self._vocabulary or not _STRETCHED.search(lowered):
            return lowered
        return self._squeezed(lowered)

    def _squeezed(self, lowered: str) -> str:
        twice = _STRETCHED.sub(r"\1\1", lowered)
        return twice if twice in self._vocabulary else _STRETCHED.sub(r"\1", lowered)

    def _special(self, kind: str, raw: str) -> Iterator[str]:
        if kind == "masked":
            yield from self._unmasked(raw.lower())
        elif kind == "emoji":
            yield self._emoji.get(raw, raw)
        elif kind == "name":
            yield THING
        else:
            yield GRAWLIX if kind == "grawlix" and len(set(raw)) > 2 else raw

    def _unmasked(self, lowered: str) -> Iterator[str]:
        for word in self._masked:
            if _fits(lowered, word):
                yield word
                return
        if lowered[0] == "@":
            yield PERSON
            return
        for part in _MASK.split(lowered.replace("&#39;", "'")):
            if part:
                yield from self._spellings.get(part, (self._plain(part),))


def _fits(masked: str, word: str) -> bool:
    """Whether a masked word ("b*tch", "@ss") stands for this one: @ hides an a, $ an s, ! an i, * and # anything."""
    if len(masked) > LONGEST_REMEMBERED:
        return False
    parts = re.split(r"([*#]+|[@$!])", masked)
    pattern = "".join(
        _HIDDEN.get(part, "[a-z]{1,6}" if part[:1] in "*#" else re.escape(part)) for part in parts if part
    )
    return re.fullmatch(pattern, word) is not None


def _ending(raw: str) -> str:
    if "?" in raw:
        return "?"
    return "!" if "!" in raw else BREAK
