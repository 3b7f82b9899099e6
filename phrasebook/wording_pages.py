"""Opens the pages of wordings: what a hot phrase becomes, as reviewed data."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field

from phrasebook.entries import Sentence, Slug
from phrasebook.pages import checked, toml_pages
from phrasebook.wording_choices import PatternError
from phrasebook.wording_pattern import At, Grammar, Pattern
from phrasebook.wording_say import Say, SayError

ROOM = "wordings"
WORDS = "words.toml"
Example = tuple[Sentence, str]


class WordingEntry(BaseModel):
    """One hot phrase and its better wordings, as the page says it."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: Slug
    technique: Slug
    at: At = "clause"
    when: Annotated[tuple[str, ...], Field(min_length=1)]
    unless: tuple[str, ...] = ()
    say: Annotated[tuple[str, ...], Field(min_length=1, max_length=3)]
    examples: Annotated[tuple[Example, ...], Field(min_length=1)]
    stays: tuple[Sentence, ...] = ()


class WordLists(BaseModel):
    """The word lists that patterns and checks share."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    about: str = ""
    macros: dict[str, str] = {}
    lists: dict[str, str] = {}
    sets: dict[str, tuple[str, ...]] = {}
    guards: dict[str, tuple[str, ...]] = {}
    fallbacks: dict[str, tuple[str, ...]] = {}
    acronyms: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    dates: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()
    refusals: tuple[str, ...] = ()
    idioms: tuple[str, ...] = ()
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Rule:
    """A wording entry made ready: the patterns that it listens for and what it says instead."""

    id: str
    technique: str
    at: At
    when: tuple[Pattern, ...]
    unless: tuple[Pattern, ...]
    say: tuple[Say, ...]


@dataclass(frozen=True, slots=True)
class WordingPages:
    """All wordings in the order of the pages, and the word lists."""

    entries: Mapping[str, WordingEntry] = field(default_factory=dict)
    rules: tuple[Rule, ...] = ()
    lists: WordLists = field(default_factory=WordLists)

    def rules_at(self, *places: At) -> tuple[Rule, ...]:
        return tuple(rule for rule in self.rules if rule.at in places)


def wordings(folders: tuple[Path, ...], faults: list[str]) -> WordingPages:
    """The wordings of every folder; a team's own come first, so that they win over the built-in ones."""
    lists, pages = WordLists(), []
    for name, page in toml_pages(folders, ROOM, faults):
        if name == WORDS:
            lists = _merged(lists, checked(WordLists, page, name, faults) or lists)
        else:
            pages.append((name, page))
    return _ready(_entries(pages, faults), lists, faults)


def _entries(pages: list[tuple[str, dict[str, Any]]], faults: list[str]) -> dict[str, tuple[str, WordingEntry]]:
    found: dict[str, tuple[str, WordingEntry]] = {}
    for name, page in pages:
        listed = page.pop("wording", [])
        defaults: dict[str, Any] = {key: page.pop(key) for key in ("technique", "at") if key in page}
        page.pop("about", None)
        faults.extend(f"{name} · page · unknown key “{key}”" for key in page)
        for number, raw in enumerate(listed, start=1):
            place = f"{name} · {raw.get('id', f'wording {number}')}"
            entry = checked(WordingEntry, {**defaults, **raw}, place, faults)
            if entry is not None and entry.id in found:
                faults.append(f"{place} · the id is taken already")
            elif entry is not None:
                found[entry.id] = (name, entry)
    return found


def _ready(found: dict[str, tuple[str, WordingEntry]], lists: WordLists, faults: list[str]) -> WordingPages:
    grammar = Grammar(lists.macros, lists.lists, {name: frozenset(verbs) for name, verbs in lists.sets.items()})
    rules = []
    for name, entry in found.values():
        try:
            rules.append(_rule(entry, grammar))
        except (PatternError, SayError, RecursionError) as error:
            faults.append(f"{name} · {entry.id} · {error}")
    return WordingPages({key: entry for key, (_, entry) in found.items()}, tuple(rules), lists)


def _rule(entry: WordingEntry, grammar: Grammar) -> Rule:
    when = tuple(grammar.compile(phrase, entry.at) for phrase in entry.when)
    unless = tuple(grammar.compile(phrase, "any") for phrase in entry.unless)
    says = tuple(Say.parse(words) for words in entry.say)
    for pattern in when:
        for say in says:
            _check_slots(pattern, say)
    return Rule(entry.id, entry.technique, entry.at, when, unless, says)


def _check_slots(pattern: Pattern, say: Say) -> None:
    unknown = say.slots - pattern.slots
    if unknown:
        raise SayError(f"says {{{min(unknown)}}}, which no “when” hears")
    lost = {slot for slot in pattern.slots - say.slots if not slot.startswith("_")}
    if lost:
        raise SayError(f"loses {{{min(lost)}}}; call it {{_{min(lost)}}} if it may go")


def _merged(first: WordLists, second: WordLists) -> WordLists:
    joined: dict[str, Any] = {}
    for name in WordLists.model_fields:
        left, right = getattr(first, name), getattr(second, name)
        joined[name] = {**left, **right} if isinstance(left, dict) else left + right
    return WordLists(**joined)
