"""What to say instead: the part of the phrasebook that rephrases, teaches, repairs and finds."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from phrasebook.answer import Answer, Composer
from phrasebook.answer_pages import Style, answer_pages
from phrasebook.entries import Entry
from phrasebook.facts import FactCheck
from phrasebook.pages import PageError
from phrasebook.reading import Reading, Voice
from phrasebook.rephrase import Rephraser, Wording
from phrasebook.search import Found, Index, Kind
from phrasebook.silences import silences
from phrasebook.techniques import Technique, techniques
from phrasebook.wording_pages import WordingEntry, WordingPages, wordings
from phrasebook.wording_say import open_slots
from phrasebook.wording_verbs import dictionary


@dataclass(frozen=True, slots=True)
class Phrasing:
    """Everything that is opened once and asked often."""

    techniques: Mapping[str, Technique]
    wordings: WordingPages
    rephraser: Rephraser
    composer: Composer
    index: Index

    @classmethod
    def load(
        cls,
        folders: tuple[Path, ...],
        read: Callable[[str, Voice], Reading],
        cues: Mapping[str, Entry],
        faults: list[str],
    ) -> "Phrasing":
        """Open the pages of every folder, a team's before the built-in one; raises PageError listing all faults."""
        dictionary()
        pages = techniques(folders, faults)
        words = wordings(tuple(reversed(folders)), faults)
        silent = silences(folders, faults)
        answers = answer_pages(folders, faults)
        faults.extend(_unknown_techniques(words, pages))
        faults.extend(
            f"silence.toml · {id} · no entry has this id" for id in sorted(silent - set(cues) - set(words.entries))
        )
        if faults or answers is None:
            raise PageError(faults)
        rephraser = Rephraser(words, lambda draft: read(draft, Voice.AGENT), silent)
        composer = Composer(answers, lambda text: read(text, Voice.CUSTOMER))
        return cls(pages, words, rephraser, composer, Index(_searchable(pages, cues, words)))


class Phrases:
    """The half of the phrasebook's door that says what to say instead."""

    _phrasing: Phrasing

    def rephrase(self, draft: str, *, silent: frozenset[str] = frozenset()) -> tuple[Wording, ...]:
        """Up to three better wordings of this draft, each calm by `read`; none where there is no safe one.

        The entries named in `silent` (those that a workspace marked wrong) do not speak.
        """
        return self._phrasing.rephraser.rephrase(draft, silent)

    def answer(self, customer_text: str, *, style: Style | None = None, avoid: Sequence[str] = ()) -> Answer:
        """A reply to start from, in the style that fits the customer or in the one asked for.

        `avoid` are texts of the thread: no run of four words that they hold is said again.
        """
        return self._phrasing.composer.answer(customer_text, style, avoid)

    @property
    def facts(self) -> FactCheck:
        """What holds a wording against its draft: whether every number, date and name is kept."""
        return FactCheck(self._phrasing.wordings.lists)

    @property
    def wordings(self) -> tuple[WordingEntry, ...]:
        """The entries of all wordings, a team's first, in the order of their pages."""
        return tuple(self._phrasing.wordings.entries.values())

    def repair_lines(self, technique: str) -> tuple[Wording, ...]:
        """What to say after a hot message has been answered, for the technique that it missed; KeyError if unknown."""
        page = self.technique(technique)
        return tuple(Wording(line, page.slug, f"repair-{page.slug}", open_slots(line)) for line in page.repair)

    def technique(self, slug: str) -> Technique:
        """The page of a technique; raises KeyError when there is none."""
        return self._phrasing.techniques[slug]

    @property
    def techniques(self) -> tuple[Technique, ...]:
        """The pages of all techniques, in their listed order."""
        return tuple(self._phrasing.techniques.values())

    def search(self, query: str) -> tuple[Found, ...]:
        """Techniques, cues and wordings that fit the words of a query, at most eight, the best first."""
        return self._phrasing.index.search(query)


def _unknown_techniques(words: WordingPages, pages: Mapping[str, Technique]) -> Iterator[str]:
    for entry in words.entries.values():
        if entry.technique not in pages:
            yield f"wordings · {entry.id} · knows no technique “{entry.technique}”"


def _searchable(
    pages: Mapping[str, Technique], cues: Mapping[str, Entry], words: WordingPages
) -> Iterator[tuple[Found, Mapping[str, int]]]:
    for page in pages.values():
        found = Found(kind=Kind.TECHNIQUE, id=page.slug, title=page.name, line=page.tip, technique=page.slug)
        samples = " ".join(f"{one.before} {one.after}" for one in page.examples)
        yield (
            found,
            {
                f"{page.slug} {page.name} {' '.join(page.words)}": 6,
                page.tip: 3,
                f"{page.what} {page.helps} {samples}": 1,
            },
        )
    for cue in cues.values():
        found = Found(kind=Kind.CUE, id=cue.id, title=cue.hits[0], line=cue.say, technique=cue.technique)
        yield (
            found,
            {" ".join(cue.match): 3, f"{cue.id} {cue.family.value}": 2, f"{cue.say} {cue.why} {' '.join(cue.hits)}": 1},
        )
    for entry in words.entries.values():
        before, after = entry.examples[0]
        found = Found(kind=Kind.WORDING, id=entry.id, title=before, line=after, technique=entry.technique)
        yield found, {" ".join(f"{b} {a}" for b, a in entry.examples): 2, f"{entry.id} {entry.technique}": 1}
