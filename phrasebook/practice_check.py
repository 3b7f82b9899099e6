"""Proves the pages of practice: examples are recognised, every line can be reached, and every path ends as it says."""

from collections.abc import Callable, Container, Iterable, Iterator
from dataclasses import replace
from itertools import combinations

from phrasebook.practice import NO_LIMIT, Reply, State, begin, opening, react
from phrasebook.practice_book import Practice
from phrasebook.practice_moves import Moves
from phrasebook.practice_pages import PLAIN, End, Move, Path, Scenario, Slip
from phrasebook.reading import CALM, Reading, Voice

Read = Callable[[str, Voice], Reading]
Wrong = tuple[str, str]
"""The entry, and what is wrong with it."""
HOSTILE = frozenset({"insult", "contempt", "profanity", "slur", "threat", "sexual"})
"""Families of cues in a line that crosses a line."""


def practice_faults(practice: Practice, read: Read, ids: Container[str]) -> Iterator[Wrong]:
    """Everything that the schema cannot see of the moves, slips and scenarios with these ids; to play takes long."""
    for move in (one for one in practice.moves.values() if one.id in ids):
        yield from _wrong_examples(move, lambda text: practice.recognise(text, read(text, Voice.AGENT)).made)
    for slip in (one for one in practice.slips.values() if one.id in ids):
        if slip.id != NO_LIMIT:
            yield from _wrong_examples(slip, lambda text: practice.recognise(text, read(text, Voice.AGENT)).slips)
    for scenario in (one for one in practice.scenarios.values() if one.slug in ids):
        yield from ((scenario.slug, reason) for reason in _wrong_scenario(practice, scenario, read))


def play(practice: Practice, scenario: Scenario, answers: Iterable[str], read: Read) -> tuple[State, list[Reply]]:
    """Where a practice stands after these answers, and what the customer said on the way."""
    state, replies = begin(scenario), [opening(scenario)]
    for text in answers:
        reading = read(text, Voice.AGENT)
        state, reply = react(scenario, state, reading, practice.recognise(text, reading), practice.costs)
        replies.append(reply)
    return state, replies


def reachable(practice: Practice, scenario: Scenario) -> frozenset[str]:
    """The keys of all lines that some answers lead to.

    What was used up is forgotten on the way: a line that is left out for that was said before.
    """
    begun = begin(scenario)
    keys, seen, waiting = set(opening(scenario).keys), {begun}, [begun]
    while waiting:
        state = waiting.pop()
        for moves in _answers(practice, scenario):
            after, reply = react(scenario, state, CALM, moves, practice.costs)
            keys |= set(reply.keys)
            known = replace(after, used=after.used & set(scenario.needs), slips=frozenset(), said=frozenset())
            if after.end is None and known not in seen:
                seen.add(known)
                waiting.append(known)
    return frozenset(keys)


def all_keys(scenario: Scenario) -> Iterator[str]:
    """The keys of all lines of a scenario."""
    yield "opens"
    if scenario.abuse:
        yield from ("abuse", "abuse.limit", "abuse.none")
    yield from (
        f"hears.{move}.{tone}" for move, told in scenario.hears.items() for tone in _tones(told.cold, told.warm)
    )
    yield from (f"slips.{slip}" for slip in scenario.slips)
    yield from (f"beats.{turn}.{tone}" for turn in range(1, scenario.turns) for tone in ("cold", "warm"))
    yield from (f"end.{end}" for end in End)


def _tones(cold: str, warm: str) -> tuple[str, ...]:
    """Where both tones are one line it is enough that it is said in one of them."""
    return ("cold", "warm") if cold != warm else ()


def _answers(practice: Practice, scenario: Scenario) -> Iterator[Moves]:
    """What an answer can do, as far as this scenario tells answers apart."""
    known = dict.fromkeys((*scenario.needs, *(one for one in scenario.hears if one != PLAIN), "limit"))
    yield Moves()
    for many in (1, 2, 3):
        yield from (Moves(made=frozenset(made)) for made in combinations(known, many))
    yield from (Moves(slips=frozenset({slip})) for slip in practice.slips)


def _wrong_scenario(practice: Practice, scenario: Scenario, read: Read) -> Iterator[str]:
    found = reachable(practice, scenario)
    yield from (f"never says “{key}”" for key in all_keys(scenario) if key not in found)
    single = {key.rsplit(".", 1)[0] for key in found if key.startswith("hears.")}
    yield from (f"never says “hears.{move}”" for move in scenario.hears if f"hears.{move}" not in single)
    if scenario.abuse:
        reading = read(scenario.abuse.says, Voice.CUSTOMER)
        if not reading.harm and HOSTILE.isdisjoint(cue.family for cue in reading.cues):
            yield "has an abusive turn in which the reader hears nothing abusive"
    for path in scenario.path:
        yield from _wrong_path(practice, scenario, path, read)


def _wrong_path(practice: Practice, scenario: Scenario, path: Path, read: Read) -> Iterator[str]:
    for number in range(1, len(path.answers)):
        if play(practice, scenario, path.answers[:number], read)[0].end:
            yield f"its path to the {path.end} end is over after {number} answers"
            return
    state, _ = play(practice, scenario, path.answers, read)
    if state.end is not path.end:
        yield (
            f"its path to the {path.end} end leads to {state.end or 'no end'}: mood {state.mood.name.lower()}, "
            f"did {_listed(state.used)}, slipped {_listed(state.slips)}"
        )


def _wrong_examples(entry: Move | Slip, recognised: Callable[[str], frozenset[str]]) -> Iterator[Wrong]:
    if not entry.hits or not entry.misses:
        yield entry.id, "needs examples: hits and misses"
    for hit in entry.hits:
        if entry.id not in recognised(hit):
            yield entry.id, f"does not recognise its own example “{hit}”"
    for miss in entry.misses:
        if entry.id in recognised(miss):
            yield entry.id, f"recognises “{miss}”, which it should leave alone"


def _listed(ids: Iterable[str]) -> str:
    return ", ".join(sorted(ids)) or "nothing"
