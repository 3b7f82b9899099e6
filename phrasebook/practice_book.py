"""All that can be practised: the scenarios of every folder, and what is recognised in an answer."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from difflib import get_close_matches
from pathlib import Path
from typing import Any, TypeVar

from phrasebook.lexicon import Lexicon
from phrasebook.pages import checked, toml_pages
from phrasebook.practice import NO_LIMIT, Costs
from phrasebook.practice_moves import Moves, Recogniser
from phrasebook.practice_pages import OTHER, PLAIN, Move, Scenario, Slip
from phrasebook.reading import Reading

ROOM = "practice"
MOVES = "moves.toml"
KEYS = {"about", "slots", "times", "move", "slip"}
NEAR = 3
Page = TypeVar("Page", Move, Slip)


@dataclass(frozen=True, slots=True, kw_only=True)
class Practice:
    """The pages of practice, opened and checked; immutable, safe to share between threads."""

    scenarios: Mapping[str, Scenario]
    moves: Mapping[str, Move]
    slips: Mapping[str, Slip]
    costs: Costs
    recogniser: Recogniser

    @classmethod
    def load(
        cls, folders: tuple[Path, ...], lexicon: Lexicon, techniques: Collection[str], faults: list[str]
    ) -> "Practice":
        """Open the pages of every folder, a later scenario replacing one of the same slug; faults go to `faults`."""
        scenarios: dict[str, Scenario] = {}
        moves: dict[str, Move] = {}
        slips: dict[str, Slip] = {}
        slots, times = dict(lexicon.slots), list[str]()
        for name, page in toml_pages(folders, ROOM, faults):
            if name == MOVES:
                moves |= _listed(Move, page, "move", faults)
                slips |= _listed(Slip, page, "slip", faults)
                slots |= {key: frozenset(words) for key, words in page.get("slots", {}).items()}
                times += page.get("times", [])
                faults.extend(f"{name} · page · unknown key “{key}”" for key in page.keys() - KEYS)
                continue
            scenario = checked(Scenario, page, f"{name} · {page.get('slug', 'page')}", faults)
            if scenario is not None:
                scenarios[scenario.slug] = scenario
        for slug, scenario in scenarios.items():
            faults.extend(f"{slug}.toml · {slug} · {why}" for why in _unknown(scenario, moves, slips))
        faults.extend(_unknown_techniques((*moves.values(), *slips.values()), techniques))
        costs = Costs(by_slip=tuple((one.id, one.cost, frozenset(one.styles)) for one in slips.values()))
        recogniser = Recogniser(moves, slips, times, replace(lexicon, slots=slots), faults)
        return cls(scenarios=scenarios, moves=moves, slips=slips, costs=costs, recogniser=recogniser)

    def recognise(self, text: str, reading: Reading) -> Moves:
        """What an answer does well, and where it slips; `reading` is the reader's of the same text."""
        return self.recogniser.recognise(text, reading)

    def named(self, words: str) -> Scenario | None:
        """The scenario that these words name, by its slug or its name."""
        return self._by_name().get(_plain(words))

    def near(self, words: str) -> tuple[Scenario, ...]:
        """Up to three scenarios that these words may mean: by a word of theirs, else by their looks."""
        asked = set(_plain(words).split())
        within = [one for one in self.scenarios.values() if asked & _words_of(one)]
        named = self._by_name()
        alike = [named[name] for name in get_close_matches(_plain(words), named, n=NEAR, cutoff=0.5)]
        return tuple({one.slug: one for one in (*within, *alike)}.values())[:NEAR]

    def next_after(self, done: Collection[str], last: str = "") -> Scenario:
        """One that was not done yet, in listed order behind `last`; where all are done, simply the next."""
        slugs = [*self.scenarios]
        start = slugs.index(last) + 1 if last in slugs else 0
        order = [*slugs[start:], *slugs[:start]]
        return self.scenarios[next((slug for slug in order if slug not in done and slug != last), order[0])]

    def _by_name(self) -> dict[str, Scenario]:
        named = {_plain(one.name): one for one in self.scenarios.values()}
        return named | {_plain(slug): one for slug, one in self.scenarios.items()}


def _listed(model: type[Page], page: dict[str, Any], key: str, faults: list[str]) -> dict[str, Page]:
    found: dict[str, Page] = {}
    for number, raw in enumerate(page.get(key, []), start=1):
        entry = checked(model, raw, f"{MOVES} · {raw.get('id', f'{key} {number}')}", faults)
        if entry is not None:
            found[entry.id] = entry
    return found


def _unknown(scenario: Scenario, moves: Mapping[str, Move], slips: Mapping[str, Slip]) -> list[str]:
    """Moves and slips that a scenario speaks of and the page of moves does not know."""
    wrong = [one for one in (*scenario.needs, *scenario.hears) if one not in moves and one != PLAIN]
    wrong += [one for one in scenario.slips if one not in slips and one not in (OTHER, NO_LIMIT)]
    return [f"knows no move or slip “{one}”" for one in dict.fromkeys(wrong)]


def _unknown_techniques(listed: tuple[Move | Slip, ...], techniques: Collection[str]) -> list[str]:
    return [
        f"{MOVES} · {one.id} · knows no technique “{one.technique}”"
        for one in listed
        if one.technique not in techniques
    ]


def _words_of(scenario: Scenario) -> set[str]:
    said = f"{scenario.slug} {scenario.name} {scenario.source} {scenario.who}"
    return {word for word in _plain(said).split() if len(word) > 3}


def _plain(words: str) -> str:
    return " ".join("".join(letter if letter.isalnum() else " " for letter in words.lower()).split())
