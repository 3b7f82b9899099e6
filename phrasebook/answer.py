"""Composes an answer to a customer from what they wrote: feeling, sorry, the matter, one question or offer, a plan."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from phrasebook.answer_pages import UNKNOWN, AnswerPages, Feeling, Frames, SourceLines, Style
from phrasebook.reading import Reading
from phrasebook.wording_say import OPEN_SLOT, open_slots
from phrasebook.wording_text import shelter

SELF_HARM = "self-harm"
LONGEST_READ = 8_000
RUN = 4
FEW_WORDS = 14
LEAST_WORDS = 3
COMMON_SHARE = 0.15

_WORD = re.compile(r"[a-z]+(?:'[a-z]+)?")
_SMALL = frozenset(
    ["a", "an", "the", "to", "of", "and", "or", "is", "are", "it", "in", "on", "for", "with", "that", "this"]
)
_SMALL |= frozenset(
    ["you", "your", "we", "us", "our", "i", "my", "me", "be", "so", "not", "no", "have", "has", "had", "was"]
)


class Kind(StrEnum):
    """What an answer is: a composed reply, a limit, or only a frame."""

    REPLY = "reply"
    LIMIT = "limit"
    FRAME = "frame"


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """A reply to start from.

    `slots` are the marks in the text that the agent still has to fill in, in order; `techniques` shaped it; `source` is
    the proposed source of the trouble, empty where none was heard. `note` is for the agent alone, empty where there is
    nothing to say. `share_up` is whether sharing up is the better next step.
    """

    text: str
    style: Style
    kind: Kind = Kind.REPLY
    slots: tuple[str, ...] = ()
    techniques: tuple[str, ...] = ()
    source: str = ""
    note: str = ""
    share_up: bool = False


@dataclass(frozen=True, slots=True)
class _Part:
    technique: str
    lines: Sequence[str]


class Composer:
    """Writes answers; immutable once made. `read` reads a text in the customer's voice."""

    def __init__(self, pages: AnswerPages, read: Callable[[str], Reading]) -> None:
        self._pages = pages
        self._read = read

    def answer(self, text: str, style: Style | None, avoid: Sequence[str]) -> Answer:
        """The answer in that style, or in the one that fits the customer; says nothing that is in `avoid`."""
        own = shelter(text[:LONGEST_READ]).text
        reading = self._read(text)
        chosen = style or style_of(own, self._pages.frames)
        if reading.harm:
            return self._limit(reading, chosen, avoid)
        if not reading.judged or not _is_english(own, self._pages.frames):
            return self._frame(chosen, foreign=len(own.split()) >= LEAST_WORDS)
        return self._reply(own, reading, chosen, avoid)

    def _reply(self, own: str, reading: Reading, style: Style, avoid: Sequence[str]) -> Answer:
        source = next((slug for slug in reading.sources if slug in self._pages.sources), UNKNOWN)
        feeling = next((one for one in self._pages.feelings if _hears(one, own)), None)
        if source == UNKNOWN and feeling is None and not reading.wants and len(_words(own)) < LEAST_WORDS:
            return self._frame(style)
        said = list(_chosen(self._parts(source, feeling, reading.wants, style), own, avoid))
        text = " ".join(line for _, line in said)
        return Answer(
            text=text,
            style=style,
            slots=open_slots(text),
            techniques=tuple(dict.fromkeys(technique for technique, _ in said)),
            source="" if source == UNKNOWN else source,
        )

    def _parts(self, source: str, feeling: Feeling | None, wants: Sequence[str], style: Style) -> Iterator[_Part]:
        page = self._pages.sources[source]
        lines: SourceLines = page.lines(style)
        if feeling is not None:
            yield _Part("empathy", feeling.lines(style))
        if page.apology:
            yield _Part("apologize", lines.sorry)
        yield _Part("yes-and", lines.link)
        yield self._question(lines, wants, style)
        yield _Part("set-expectations", lines.plan)

    def _question(self, lines: SourceLines, wants: Sequence[str], style: Style) -> _Part:
        """One question or one offer: about what they want, where that is known."""
        for want in wants:
            if want in self._pages.wants:
                return _Part("interests-not-positions", self._pages.wants[want].lines(style))
        return _Part("clear-solutions", lines.offer) if lines.offer else _Part("open-questions", lines.ask)

    def _limit(self, reading: Reading, style: Style, avoid: Sequence[str]) -> Answer:
        frames = self._pages.frames
        distress = any(cue.family == SELF_HARM for cue in reading.cues)
        lines, note = (frames.distress, frames.distress_note) if distress else (frames.limit, frames.limit_note)
        text = next((line for line in lines if not _is_stale(line, avoid)), lines[-1])
        return Answer(
            text=text,
            style=style,
            kind=Kind.LIMIT,
            slots=open_slots(text),
            techniques=("assertive-clarity", "share-up"),
            note=note,
            share_up=True,
        )

    def _frame(self, style: Style, *, foreign: bool = False) -> Answer:
        frames = self._pages.frames
        text, note = frames.little[0], frames.foreign_note if foreign else frames.little_note
        slots = open_slots(text)
        return Answer(text=text, style=style, kind=Kind.FRAME, slots=slots, techniques=("active-listening",), note=note)


def style_of(text: str, frames: Frames) -> Style:
    """How the customer writes: formal by its marks, brief by its length, else warm."""
    if _pattern(frames.formal_marks).search(text.lower()):
        return Style.FORMAL
    return Style.BRIEF if len(_words(text)) < FEW_WORDS else Style.WARM


def _chosen(parts: Iterator[_Part], own: str, avoid: Sequence[str]) -> Iterator[tuple[str, str]]:
    """For each part its first line that is neither stale nor the customer's own words; parts without one fall away."""
    for part in parts:
        fresh = (line for line in part.lines if not _is_stale(line, avoid) and not _parrots(part, line, own))
        line = next(fresh, None)
        if line is not None:
            yield part.technique, line


def _parrots(part: _Part, line: str, own: str) -> bool:
    """Whether a line that names a feeling reads the customer's own words back."""
    return part.technique == "empathy" and len((set(_words(line)) & set(_words(own))) - _SMALL) > 1


def _is_stale(line: str, avoid: Sequence[str]) -> bool:
    """Whether the thread has seen four words of this line in a row, or the whole of a shorter one."""
    runs = _runs(_words(OPEN_SLOT.sub(" ", line)))
    return any(not runs.isdisjoint(_runs(_words(seen), len(next(iter(runs), ())))) for seen in avoid)


def _runs(words: list[str], length: int = RUN) -> frozenset[tuple[str, ...]]:
    length = min(length, max(1, len(words)))
    return frozenset(tuple(words[first : first + length]) for first in range(len(words) - length + 1))


def _hears(feeling: Feeling, own: str) -> bool:
    return bool(_pattern(feeling.heard).search(own.lower().replace("’", "'")))


def _is_english(own: str, frames: Frames) -> bool:
    """Whether enough of the words are everyday English; a rough guess, made only to be honest about it."""
    words = _words(own)
    common = sum(word in frames.common for word in words)
    return bool(words) and common >= COMMON_SHARE * len(re.findall(r"\w+", own))


def _words(text: str) -> list[str]:
    return _WORD.findall(text.lower().replace("’", "'"))


@lru_cache(maxsize=64)
def _pattern(phrases: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(rf"(?<!\w){re.escape(phrase)}(?!\w)" for phrase in phrases))
