"""What is said about a draft: what may land badly, what would land better, and what is still to fill in."""

from collections.abc import Iterator, Sequence

from bot.advice import strongest, without_silent
from handlers.blocks import QUOTE_LIMIT, Block, button, clamp, quoted, section
from handlers.ours import Ours
from handlers.rich_text import escape
from phrasebook.book import Phrasebook
from phrasebook.reading import Cue, Level, Reading, Voice
from phrasebook.wording_say import open_slots

MARKED = 3
"""How many phrases are marked at once; more would be a scolding."""
TEAM = 2
"""How many of the team's own wordings are shown at once."""
VALUE_LIMIT = 2000
"""Slack's limit for a button's value, in characters."""


def draft_notes(book: Phrasebook, draft: str, ours: Ours, *, takes: bool) -> list[Block]:
    """Notes on a draft given as mrkdwn, never with a number; `takes` is whether there is an input to take wordings."""
    if not draft.strip():
        return [section(book.say("draft.empty"))]
    reading = without_silent(book.read(draft, Voice.AGENT), ours.silent)
    slots = open_slots(draft)
    left = [section(book.say("draft.slots", slots=escape(", ".join(slots))))] if slots else []
    cue = strongest(reading)
    if not reading.judged:
        return [*left, section(book.say("draft.not_judged"))]
    if cue is None or reading.level is Level.CALM:
        return left or [section(book.say("draft.clear"))]
    return [*left, *_marked(book, draft, reading), *_better(book, draft, reading, cue, ours, takes=takes)]


def is_clear(book: Phrasebook, draft: str, ours: Ours) -> bool:
    """Whether a draft, given as mrkdwn, is a sentence that nothing speaks against."""
    reading = without_silent(book.read(draft, Voice.AGENT), ours.silent)
    return bool(draft.strip()) and reading.judged and not reading.harm and reading.level is Level.CALM


def offered(book: Phrasebook, text: str, words: str, *, takes: bool) -> list[Block]:
    """A wording as mrkdwn with a line of ours under it, and a button that puts it into the input."""
    taking = takes and len(text) <= VALUE_LIMIT
    take = button(book.say("draft.take"), "draft_take", text) if taking else None
    return [quoted(text), section(words, accessory=take)]


def repair_lines(book: Phrasebook, technique: str) -> list[Block]:
    """Lines that may turn a message around which was answered already."""
    lines = book.repair_lines(technique) or book.repair_lines("apologize")
    words = book.say("draft.by", technique=book.technique(technique).name)
    return [
        section(book.say("draft.repair")),
        *(block for line in lines for block in offered(book, line.text, words, takes=True)),
    ]


def _marked(book: Phrasebook, draft: str, reading: Reading) -> Iterator[Block]:
    yield section(book.say("draft.marked"))
    for cue in _apart(reading.cues)[:MARKED]:
        yield quoted(clamp(draft[cue.start : cue.end], QUOTE_LIMIT))
        yield section(book.entry(cue.cue).why, accessory=button(book.say("draft.why"), "draft_why", cue.cue))


def _apart(cues: Sequence[Cue]) -> list[Cue]:
    """The weightiest first; no words are marked twice, and nothing is said twice."""
    told: list[Cue] = []
    for cue in sorted(cues, key=lambda cue: -cue.share):
        if not any(cue.cue == one.cue or (cue.start < one.end and one.start < cue.end) for one in told):
            told.append(cue)
    return told


def _better(book: Phrasebook, draft: str, reading: Reading, cue: Cue, ours: Ours, *, takes: bool) -> Iterator[Block]:
    if reading.harm:
        yield section(book.say("draft.harm"))
        return
    wordings = book.rephrase(draft)
    if wordings:
        yield section(book.say("draft.better"))
    for wording in wordings:
        words = book.say("draft.by", technique=book.technique(wording.technique).name)
        yield from offered(book, wording.text, words, takes=takes)
    if not wordings:
        yield from _taught(book, cue)
    for own in ours.wordings_of(cue.technique)[:TEAM]:
        words = book.say("draft.by_team", technique=book.technique(own.technique).name)
        yield from offered(book, own.text, words, takes=takes)


def _taught(book: Phrasebook, cue: Cue) -> Iterator[Block]:
    """Where no wording is safe: the technique, with an example."""
    technique = book.technique(cue.technique)
    example = technique.examples[0]
    yield section(book.say("draft.tip", technique=technique.name, tip=technique.tip))
    yield section(book.say("draft.example", before=escape(example.before), after=escape(example.after)))
