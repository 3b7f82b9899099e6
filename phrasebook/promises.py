"""Hears an agent promise something by a time."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from phrasebook.lexicon import Lexicon, read_lexicon
from phrasebook.matcher import Found, Matcher
from phrasebook.pages import BUILT_IN, PageError
from phrasebook.phrases import PhraseError, Sequence, parse
from phrasebook.prepare import own_words
from phrasebook.promise_pages import Guards, PromiseEntry, open_pages
from phrasebook.time_phrase import WEEKDAYS, TimePhrase
from phrasebook.times import hear_time
from phrasebook.timewords import first_words
from phrasebook.tokens import ENDS, Speller, Tokens

FARTHEST = 10
"""Words between a promise and its time."""
_GUARDS = ("before", "anywhere", "over", "between", "excuses", "tags")
_UNLESS = "unless "
_CLEAR_PARTS = ("closing", "tonight", "opening")
_MARKS = ".,;:!?"
_DAYS = "|".join(("today", "tomorrow", *WEEKDAYS))
_CLAUSE_ENDS = re.compile(r"\s*(?:$|[.,;:!?)\n–—-])")
_BARE_NUMBER = re.compile(r"(?<![:.\d])\d{1,2}\Z")


@dataclass(frozen=True, slots=True, kw_only=True)
class PromiseSpan:
    """A promise at `text[start:end]`; `when_text` are the words that name its time, `entry` the page's entry."""

    start: int
    end: int
    when_text: str
    entry: str


class Promises:
    """The pages of promises, opened and checked; immutable, safe to share between threads."""

    def __init__(
        self, entries: Mapping[str, PromiseEntry], guards: Guards, lexicon: Lexicon, faults: list[str]
    ) -> None:
        self._entries = dict(entries)
        self._guards = guards
        self._speller = Speller(lexicon.spellings, lexicon.masked, lexicon.emoji, frozenset())
        self._slots = frozenset(lexicon.slots)
        written = {entry.id: entry.phrases for entry in entries.values()}
        written |= {_UNLESS + entry.id: entry.unless for entry in entries.values()}
        written |= {f"guard {name}": getattr(guards, name) for name in _GUARDS}
        phrases = {owner: list(self._parsed(owner, listed, faults)) for owner, listed in written.items()}
        self._matcher = Matcher(phrases, lexicon.slots)

    @classmethod
    def load(cls, *extra: Path) -> "Promises":
        """The built-in pages and those of team folders; raises PageError listing all faults."""
        folders, faults = (BUILT_IN, *extra), list[str]()
        entries, guards = open_pages(folders, faults)
        if guards is None:
            raise PageError([*faults, "guards.toml · page · is missing"])
        promises = cls(entries, guards, read_lexicon(folders, faults), faults)
        if faults:
            raise PageError(faults)
        return promises

    @property
    def entries(self) -> tuple[PromiseEntry, ...]:
        return tuple(self._entries.values())

    def find(self, text: str) -> tuple[PromiseSpan, ...]:
        """The promises with a time in an agent's Slack message, in order; quotes and code are left out."""
        tokens = self._speller.tokens(text)
        heard = self._matcher.find(tokens.words)
        talk = _Talk(own_words(text), tokens, heard, self._guards)
        spans: dict[int, PromiseSpan] = {}
        for found in sorted(heard, key=lambda one: (one.first, -one.after)):
            entry = self._entries.get(found.owner)
            if entry is not None and not talk.excluded(found, entry):
                time = talk.time_of(found, entry)
                if time is not None:
                    spans.setdefault(time.start, talk.span(found, time))
        return tuple(sorted(spans.values(), key=lambda span: span.start))

    def _parsed(self, owner: str, phrases: Iterable[str], faults: list[str]) -> Iterator[Sequence]:
        for phrase in phrases:
            try:
                yield parse(phrase, self._speller.phrase, self._slots)
            except PhraseError as error:
                faults.append(f"promises · {owner} · “{phrase}” {error}")


@lru_cache(maxsize=1)
def built_in() -> Promises:
    """The built-in pages, opened once."""
    return Promises.load()


class _Talk:
    """One message: its own words, and what was heard in them."""

    def __init__(self, text: str, tokens: Tokens, heard: list[Found], guards: Guards) -> None:
        self._text = text
        self._tokens = tokens
        self._guards = guards
        self._times: dict[int, TimePhrase | None] = {}
        self._heard: dict[str, list[Found]] = {}
        for one in heard:
            self._heard.setdefault(one.owner, []).append(one)

    def excluded(self, found: Found, entry: PromiseEntry) -> bool:
        """Whether the sentence makes it no promise: a condition, a report, a doubt, a question, a quotation."""
        first, after = self._sentence(found)
        return (
            any(one.after <= found.first for one in self._guarding("before", first, found.first))
            or any(True for _ in self._guarding("anywhere", first, after))
            or any(_overlap(one, found) for one in self._guarding("over", first, after))
            or any(_overlap(one, found) for one in self._heard.get(_UNLESS + entry.id, ()))
            or self._asks(after)
            or self._is_quoted(found)
        )

    def time_of(self, found: Found, entry: PromiseEntry) -> TimePhrase | None:
        """The time that belongs to a promise: behind it, or right before it."""
        last = self._sentence(found)[1]
        farthest = found.after if entry.directly else min(found.after + FARTHEST, last - 1)
        for word in range(found.after, min(farthest + 1, len(self._tokens.words))):
            time = self._time_at(word, any_stretch=entry.directly)
            if time is not None:
                between = self._guarding("between", found.after, word)
                return None if any(one.first < word for one in between) else time
        return None if entry.directly else self._time_before(found)

    def span(self, found: Found, time: TimePhrase) -> PromiseSpan:
        start, end = self._tokens.starts[found.first], self._tokens.ends[found.after - 1]
        return PromiseSpan(
            start=min(start, time.start),
            end=max(end, time.end),
            when_text=self._text[time.start : time.end].strip(" ,"),
            entry=found.owner,
        )

    def _time_before(self, found: Found) -> TimePhrase | None:
        start = self._tokens.starts[found.first]
        for word in range(max(self._sentence(found)[0], found.first - FARTHEST), found.first):
            time = self._time_at(word, any_stretch=False)
            if time is not None and not self._text[time.end : start].strip(" ,"):
                return time
        return None

    def _time_at(self, word: int, *, any_stretch: bool) -> TimePhrase | None:
        """The time at a word, if it can be a deadline."""
        time = self._heard_at(word)
        before = [] if any_stretch else self._tokens.words[max(word - 1, 0) : word]
        if time is None or self._is_a_thing(time, before) or not self._is_a_time(time):
            return None
        is_stretch = bool(time.stretch) or (bool(time.days) and time.days[0].startswith("in "))
        return time if any_stretch or not is_stretch or self._tokens.words[word] in self._guards.leads else None

    def _heard_at(self, word: int) -> TimePhrase | None:
        """Each word is asked once, however many promises stand around it."""
        if word not in self._times:
            may_begin = self._may_begin_a_time(word)
            self._times[word] = hear_time(self._text, self._tokens.starts[word]) if may_begin else None
        return self._times[word]

    def _may_begin_a_time(self, word: int) -> bool:
        """Whether it is worth the while to listen for a time from a word on."""
        said, firsts = self._tokens.raws[word], first_words()
        return bool(said) and (self._tokens.words[word] in firsts or said.lower() in firsts or not said[0].isalpha())

    def _is_a_thing(self, time: TimePhrase, before: list[str]) -> bool:
        """Whether the time belongs to something: “the 3pm call”, “your Friday report”, “2 days of logs”."""
        owners = "|".join(sorted(self._guards.owners))
        said = " ".join([*before, self._text[time.start : time.end].lower()])
        after = self._text[time.end :].lower().split(maxsplit=1)
        owned = re.search(rf"\b(?:{owners})\s+(?!\d+(?:st|nd|rd|th)\b|day after)(?:\d|{_DAYS})", said)
        return owned is not None or (bool(after) and after[0].rstrip(_MARKS) in self._guards.amounts)

    def _is_a_time(self, time: TimePhrase) -> bool:
        """Whether it is more than a number that happens to follow “by”, or than “morning” alone."""
        said = self._text[time.start : time.end]
        if time.clock is not None and _BARE_NUMBER.search(said):
            return _CLAUSE_ENDS.match(self._text, time.end) is not None
        lone = bool(time.part) and not time.days and time.clock is None and " " not in said.strip()
        return not lone or time.part in _CLEAR_PARTS

    def _guarding(self, name: str, first: int, after: int) -> Iterator[Found]:
        excuses = self._heard.get("guard excuses", [])
        for one in self._heard.get(f"guard {name}", []):
            inside = first <= one.first < after
            if inside and not any(_overlap(one, excuse) for excuse in excuses):
                yield one

    def _sentence(self, found: Found) -> tuple[int, int]:
        """The first word of the sentence, and the word after its last, its end mark included."""
        words = self._tokens.words
        first = found.first
        while first > 0 and words[first - 1] not in ENDS:
            first -= 1
        after = found.after
        while after < len(words) and words[after] not in ENDS:
            after += 1
        return first, min(after + 1, len(words))

    def _asks(self, after: int) -> bool:
        """Whether the sentence is a question, other than one that asks for a nod."""
        if self._tokens.words[after - 1] != "?":
            return False
        return not any(tag.after == after for tag in self._heard.get("guard tags", ()))

    def _is_quoted(self, found: Found) -> bool:
        start = self._tokens.starts[found.first]
        line = self._text[self._text.rfind("\n", 0, start) + 1 : start]
        return line.count('"') % 2 == 1


def _overlap(one: Found, other: Found) -> bool:
    return one.first < other.after and other.first < one.after
