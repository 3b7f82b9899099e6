"""Proves pages: schema, duplicates, examples, entries that never get a turn; and counts how often each entry fires."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from phrasebook.book import PageError, Phrasebook
from phrasebook.entries import Entry
from phrasebook.pages import BUILT_IN
from phrasebook.practice_check import practice_faults
from phrasebook.reading import Voice
from phrasebook.wording_pages import WordingEntry

LONGEST_LINE = 100_000


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a page: its file, the line (0 where none can be named), the entry and the reason."""

    file: str
    line: int
    entry: str
    reason: str

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}" if self.line else self.file
        return " · ".join(part for part in (place, self.entry, self.reason) if part)


@dataclass(frozen=True, slots=True)
class Firings:
    """How often each entry fired on some texts, entries that never did included; `unread` counts lines with no text."""

    counts: tuple[tuple[str, int], ...]
    texts: int
    unread: int


def check(folder: Path | None = None) -> tuple[Fault, ...]:
    """Every fault of a team's folder, or of the built-in pages; none means that the pages are sound."""
    own = folder or BUILT_IN
    try:
        book = Phrasebook.load(folder) if folder else Phrasebook.load()
    except PageError as error:
        return tuple(_placed(own, *_split(fault)) for fault in error.faults)
    ids = {entry_id for page in _pages(own) for entry_id in _ids(page)}
    faults = [
        *_wrong_cues(book, ids),
        *_wrong_wordings(book, ids),
        *(double for double in _doubles(book) if double[0] in ids),
        *practice_faults(book.practice, book.read, ids),
    ]
    return tuple(_placed(own, "", entry, reason) for entry, reason in faults)


def firings(book: Phrasebook, lines: Iterable[str]) -> Firings:
    """Read JSON Lines (`text`, optional `voice`) and count the cues heard and the wordings offered."""
    counts = Counter({entry.id: 0 for entry in book.entries} | {entry.id: 0 for entry in book.wordings})
    texts = unread = 0
    for line in lines:
        said = _said(line)
        if said is None:
            unread += 1
            continue
        texts += 1
        counts.update(_fired(book, *said))
    return Firings(tuple(sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))), texts, unread)


def _fired(book: Phrasebook, text: str, voice: Voice) -> set[str]:
    reading = book.read(text, voice)
    offered = {wording.entry for wording in book.rephrase(text)} if voice is Voice.AGENT else set()
    return {cue.cue for cue in reading.cues} | (offered & {entry.id for entry in book.wordings})


def _said(line: str) -> tuple[str, Voice] | None:
    try:
        found = json.loads(line[:LONGEST_LINE])
        return str(found["text"]), Voice(found.get("voice", Voice.AGENT))
    except (ValueError, KeyError, TypeError, AttributeError):
        return None


def _wrong_cues(book: Phrasebook, ids: set[str]) -> Iterator[tuple[str, str]]:
    for entry in (entry for entry in book.entries if entry.id in ids):
        voice = entry.voices[0]
        for hit in entry.hits:
            if not _hears(book, entry, hit, voice):
                yield entry.id, f"does not hear its own example “{hit}”"
        for miss in entry.misses:
            if _hears(book, entry, miss, voice):
                yield entry.id, f"hears “{miss}”, which it should leave alone"


def _hears(book: Phrasebook, entry: Entry, text: str, voice: Voice) -> bool:
    return any(cue.cue == entry.id for cue in book.read(text, voice).cues)


def _wrong_wordings(book: Phrasebook, ids: set[str]) -> Iterator[tuple[str, str]]:
    for entry in (entry for entry in book.wordings if entry.id in ids):
        for before, after in entry.examples:
            found = book.rephrase(before)
            if not found:
                yield entry.id, f"has no calm wording for its own example “{before}”"
            elif found[0].text != after:
                yield entry.id, f"makes “{found[0].text}” of “{before}”, not “{after}”"
        if not any(_takes_part(book, entry, before) for before, _ in entry.examples):
            yield entry.id, "never gets a turn: other entries answer all of its examples"
        for line in entry.stays:
            if book.rephrase(line):
                yield entry.id, f"changes “{line}”, which should stay"


def _takes_part(book: Phrasebook, entry: WordingEntry, before: str) -> bool:
    """Whether the example comes out differently, or not at all, without this entry."""
    return book.rephrase(before) != book.rephrase(before, silent=frozenset({entry.id}))


def _doubles(book: Phrasebook) -> Iterator[tuple[str, str]]:
    """Phrases that two entries listen for in the same place, where the first never leaves one to the second."""
    heard: dict[tuple[str, str], str] = {}
    cues = [
        (entry.id, f"{entry.family} {voice}", phrase)
        for entry in book.entries
        for voice in entry.voices
        for phrase in entry.match
    ]
    words = [(entry.id, entry.at, phrase) for entry in book.wordings if not entry.unless for phrase in entry.when]
    for entry_id, place, phrase in [*cues, *words]:
        first = heard.setdefault((place, phrase.lower()), entry_id)
        if first != entry_id:
            yield entry_id, f"listens for “{phrase}”, as “{first}” does already"


def _pages(folder: Path) -> list[Path]:
    return sorted(folder.glob("*/*.toml")) + sorted(folder.glob("*.toml"))


def _ids(page: Path) -> Iterator[str]:
    for line in page.read_text(encoding="utf-8", errors="replace").splitlines():
        key, _, value = line.partition("=")
        if key.strip() in ("id", "slug"):
            yield value.strip().strip("\"'")


def _split(fault: str) -> tuple[str, str, str]:
    file, _, rest = fault.partition(" · ")
    entry, _, reason = rest.partition(" · ")
    return file, entry, reason


def _placed(folder: Path, file: str, entry: str, reason: str) -> Fault:
    """The fault with its file and the line on which its entry is named, as far as they can be found."""
    for page in _pages(folder):
        if file and page.name != file:
            continue
        for number, line in enumerate(page.read_text(encoding="utf-8", errors="replace").splitlines(), start=1):
            key, _, value = line.partition("=")
            if key.strip() in ("id", "slug") and value.strip().strip("\"'") == entry:
                return Fault(str(page.relative_to(folder)), number, entry, reason)
    return Fault(file, _toml_line(reason), "" if entry == "page" else entry, reason)


def _toml_line(reason: str) -> int:
    """The line that the TOML reader names in its complaint, or 0."""
    _, _, after = reason.partition("at line ")
    digits = after.split(",")[0].strip()
    return int(digits) if digits.isdigit() else 0
