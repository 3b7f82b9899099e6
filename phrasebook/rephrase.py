"""Better wordings of one draft: the hot parts replaced, everything else kept to the letter."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import islice

from phrasebook.facts import FactCheck
from phrasebook.reading import Cue, Level, Reading
from phrasebook.rephrase_sentence import WHOLE, Manner, SentenceTurner, Turned
from phrasebook.rephrase_sound import sounds_whole
from phrasebook.wording_pages import Rule, WordingPages
from phrasebook.wording_say import Said, open_slots
from phrasebook.wording_text import Sentence, Shelter, sentences, shelter

MOST_WORDINGS = 3
MOST_TRIES = 6
LONGEST_DRAFT = 6_000
MOST_OF_IT = 0.4
FEW_WORDS = 6

_STRAIGHT = str.maketrans("’‘", "''")
_PLURAL = re.compile(r"\b(?:we|us|our|ours|we're|we've|we'll|we'd)\b", re.IGNORECASE)
_SINGULAR = re.compile(r"\b(?:i|me|my|i'm|i've|i'll|i'd)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Wording:
    """A better wording of a draft, the technique that it follows and the entry that it came from.

    `slots` are the marks in the text that its writer still has to fill in ("‹what you can offer›"), in order; while
    one of them is left, the text is not ready to be copied.
    """

    text: str
    technique: str
    entry: str
    slots: tuple[str, ...] = ()

    @property
    def ready(self) -> bool:
        return not self.slots


class Rephraser:
    """Finds better wordings for drafts; immutable once made."""

    def __init__(
        self, pages: WordingPages, read: Callable[[str], Reading], silent: frozenset[str] = frozenset()
    ) -> None:
        self._turner = SentenceTurner(pages)
        self._silent = silent
        self._check = FactCheck(pages.lists)
        self._fallbacks = pages.lists.fallbacks
        self._read = read

    def rephrase(self, draft: str, silent: frozenset[str] = frozenset()) -> tuple[Wording, ...]:
        """Up to three wordings that read calm, keep every fact and add nothing; none where there is no safe one.

        The entries named in `silent` do not speak.
        """
        if not draft.strip() or len(draft) > LONGEST_DRAFT:
            return ()
        reading = self._read(draft)
        if reading.harm or not reading.judged:
            return ()
        return tuple(self._safe_wordings(draft, self._silent | silent))

    def _safe_wordings(self, draft: str, silent: frozenset[str]) -> Iterator[Wording]:
        plain = draft.translate(_STRAIGHT)
        sheltered = shelter(plain)
        curly = plain != draft and "'" not in draft
        for rescue in (False, True):
            tried = self._tries(sheltered, silent, curly=curly, rescue=rescue)
            fresh = (wording for wording in tried if _bare(wording.text) != _bare(plain))
            calm = list(islice((one for one in fresh if self._read(one.text).level is Level.CALM), MOST_WORDINGS))
            yield from calm
            if calm:
                return

    def _tries(self, draft: Shelter, silent: frozenset[str], *, curly: bool, rescue: bool) -> Iterator[Wording]:
        """Different wordings in the order of the pages; it ends where choosing on makes no difference."""
        plural = _speaks_for_many(draft.text)
        parts = tuple(sentences(draft.text))
        alone = sum(bool(part.body.strip()) for part in parts) == 1
        asked: dict[tuple[int, str], tuple[tuple[Rule, Said], ...]] = {}
        seen: set[str] = set()
        last = None
        for choice in range(MOST_TRIES):
            manner = Manner(choice=choice, plural=plural, alone=alone, silent=silent, asked=asked)
            turned = self._turn_all(parts, manner, rescue=rescue)
            text = _joined(turned)
            if text == last:
                return
            last = text
            wording = self._checked(draft, turned, text, curly=curly)
            if wording is not None and _bare(text) not in seen:
                seen.add(_bare(text))
                yield wording

    def _turn_all(
        self, parts: tuple[Sentence, ...], manner: Manner, *, rescue: bool
    ) -> list[tuple[Sentence, Turned | None]]:
        """Each sentence with what it becomes; each knows the technique of the one before it, where that one changed."""
        turned: list[tuple[Sentence, Turned | None]] = []
        after = None
        for part in parts:
            change = self._turn(part, replace(manner, after=after), rescue=rescue)
            after = change.technique if change else None
            turned.append((part, change))
        return turned

    def _checked(
        self, draft: Shelter, turned: list[tuple[Sentence, Turned | None]], text: str, *, curly: bool
    ) -> Wording | None:
        used = [change for _, change in turned if change is not None]
        if not used or not text or not sounds_whole(text, draft.text):
            return None
        if not self._check.keeps(draft.text, text):
            return None
        if not self._check.adds_nothing(draft.text, text):
            return None
        first = max(used, key=lambda change: change.weight)
        whole = draft.restore(text.replace("'", "’") if curly else text)
        return Wording(whole, first.technique, first.entry, open_slots(whole))

    def _turn(self, sentence: Sentence, manner: Manner, *, rescue: bool) -> Turned | None:
        turned = self._turner.turn(sentence, manner)
        text = turned.text if turned else sentence.body + sentence.end
        if not rescue or not text:
            return turned
        reading = self._read(text)
        if reading.level is Level.CALM or not _is_mostly_cue(text, reading) or not self._check.is_bare(sentence.body):
            return turned
        return self._instead(max(reading.cues, key=lambda cue: cue.share), manner) or turned

    def _instead(self, cue: Cue, manner: Manner) -> Turned | None:
        """Where a hot sentence states nothing: a line that says the next useful thing in its place."""
        lines = self._fallbacks.get(cue.family, ())
        if not lines:
            return None
        return Turned(lines[min(manner.choice, len(lines) - 1)], cue.technique, f"instead-of-{cue.family}", WHOLE)


def _speaks_for_many(text: str) -> bool:
    return bool(_PLURAL.search(text)) and not _SINGULAR.search(text)


def _is_mostly_cue(text: str, reading: Reading) -> bool:
    """Whether what is hot in a sentence is most of it, so that little goes with it."""
    hot = {at for cue in reading.cues for at in range(cue.start, cue.end)}
    return len(hot) >= MOST_OF_IT * len(text) or (bool(hot) and len(text.split()) <= FEW_WORDS)


def _joined(turned: list[tuple[Sentence, Turned | None]]) -> str:
    """The sentences put together; one that became nothing takes its lead along, unless it began a line."""
    text = ""
    for sentence, change in turned:
        if change is None:
            text += sentence.lead + sentence.body + sentence.end
        elif change.text:
            text += sentence.lead + change.text
        elif "\n" in sentence.lead and text:
            text += "\n"
    return text.strip()


def _bare(text: str) -> str:
    return re.sub(r"[\W_]+", " ", text).strip()
