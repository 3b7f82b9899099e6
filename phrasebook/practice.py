"""A practice as it goes: where the customer is, and how one answer changes that; nothing here is left to chance."""

from dataclasses import dataclass, replace

from phrasebook.practice_moves import Moves
from phrasebook.practice_pages import FEWEST_TURNS, OTHER, PLAIN, End, Mood, Scenario
from phrasebook.reading import Reading

MOST_GAIN = 2
"""However much one answer does well, the mood rises by no more than so many steps."""
LIMITS = frozenset({"limit", "lead"})
"""What is right where somebody crosses a line: to say where it is, or to bring in somebody above."""
NO_LIMIT = "no-limit"
"""The slip of letting it pass."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Costs:
    """What the page of moves says of slips: how far the mood falls, for whom, by id."""

    by_slip: tuple[tuple[str, int, frozenset[str]], ...] = ()

    def of(self, moves: Moves, style: str) -> dict[str, int]:
        """The slips of an answer that this customer minds, the worst first."""
        minded = [(id, cost) for id, cost, styles in self.by_slip if id in moves.slips and style in styles]
        return dict(sorted(minded, key=lambda pair: -pair[1]))


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """Where a practice is: no words, only ids. `turn` counts the answers that were given.

    `used` and `slips` are what the agent did so far, `said` the lines that the customer has used up, and `abused`
    whether the customer's last line crossed a line.
    """

    scenario: str
    mood: Mood
    turn: int = 0
    used: frozenset[str] = frozenset()
    slips: frozenset[str] = frozenset()
    said: frozenset[str] = frozenset()
    abused: bool = False
    end: End | None = None


@dataclass(frozen=True, slots=True)
class Reply:
    """What the customer says: keys of lines, in order; `line` turns each into words."""

    keys: tuple[str, ...]


def begin(scenario: Scenario) -> State:
    """A practice before the first answer."""
    abused = scenario.abuse is not None and scenario.abuse.at == 0
    return State(scenario=scenario.slug, mood=scenario.mood, abused=abused)


def opening(scenario: Scenario) -> Reply:
    return Reply(("opens", "abuse") if begin(scenario).abused else ("opens",))


def react(scenario: Scenario, state: State, reading: Reading, moves: Moves, costs: Costs) -> tuple[State, Reply]:
    """What an answer does to the customer, and what they say to it."""
    slips = _slips(scenario, state, moves, costs)
    fresh = tuple(need for need in scenario.needs if need in moves.made - state.used)
    if state.abused and not moves.made & LIMITS:
        fresh = ()
    limited = state.abused and bool(moves.made & LIMITS)
    helps = bool(moves.made - state.used) and (limited or not state.abused)
    mood = _mood(state, reading, slips, fresh, set_limit=limited, helps=helps)
    after = replace(
        state,
        mood=mood,
        turn=state.turn + 1,
        used=state.used | moves.made,
        slips=state.slips | slips.keys(),
        abused=False,
    )
    end = _end(scenario, after)
    if end:
        return replace(after, end=end), Reply((f"end.{end}",))
    return _answer(scenario, after, _reaction(scenario, state, after, moves, slips, fresh))


def _slips(scenario: Scenario, state: State, moves: Moves, costs: Costs) -> dict[str, int]:
    slips = costs.of(moves, scenario.style)
    if not state.abused:
        return slips
    if moves.made & LIMITS:
        return {id: cost for id, cost in slips.items() if cost > 1}
    return {**slips, NO_LIMIT: 0}


def _mood(
    state: State, reading: Reading, slips: dict[str, int], fresh: tuple[str, ...], *, set_limit: bool, helps: bool
) -> Mood:
    """What they need lifts the mood; anything else that `helps` only takes the edge off."""
    if reading.harm:
        return Mood.GONE
    cost = max(slips.values(), default=0)
    gain = 0 if cost else min(len(fresh) + set_limit * ("limit" not in fresh), MOST_GAIN)
    if not (cost or gain) and helps and state.mood < Mood.WARY:
        gain = 1
    return Mood(min(max(state.mood + gain - cost, Mood.GONE), Mood.GLAD))


def _end(scenario: Scenario, state: State) -> End | None:
    """Whether it is over: not before three answers, and not after the last turn."""
    if state.turn < FEWEST_TURNS:
        return None
    if state.mood is Mood.GONE:
        return End.HARD
    pleased = state.mood >= Mood.EASED
    if state.turn >= scenario.turns:
        return End.GOOD if pleased else End.HARD
    return End.GOOD if pleased and state.used >= set(scenario.needs) else None


def _reaction(
    scenario: Scenario, state: State, after: State, moves: Moves, slips: dict[str, int], fresh: tuple[str, ...]
) -> str:
    """The key of what is said to this answer: the worst slip first, then what was needed, then what else was done."""
    if state.abused:
        return "abuse.limit" if moves.made & LIMITS else "abuse.none"
    if slips:
        worst = next(iter(slips))
        return f"slips.{worst if worst in scenario.slips else OTHER}"
    done = (*fresh, *(move for move in scenario.hears if move in moves.made - state.used), PLAIN)
    unsaid = (key for move in done if (key := f"hears.{move}.{after.mood.tone}") not in state.said)
    return next((key for key in unsaid if key.split(".")[1] in scenario.hears), "")


def _answer(scenario: Scenario, state: State, reaction: str) -> tuple[State, Reply]:
    """The reaction, unless it was said before, and what the customer brings up next."""
    abuse = scenario.abuse
    abused = abuse is not None and abuse.at == state.turn and state.mood <= Mood.WARY
    beats = (f"beats.{state.turn}.{state.mood.tone}", *(("abuse",) if abused else ()))
    keys = tuple(key for key in (reaction, *beats) if key and key not in state.said)
    return replace(state, said=state.said | set(keys), abused=abused), Reply(keys)


def line(scenario: Scenario, key: str) -> str:
    """The words behind a key; raises KeyError where the scenario has none such."""
    match key.split("."):
        case ["opens"]:
            return scenario.opens
        case ["abuse"] if scenario.abuse:
            return scenario.abuse.says
        case ["abuse", "limit" | "none" as answer] if scenario.abuse:
            return scenario.abuse.limit if answer == "limit" else scenario.abuse.none
        case ["hears", move, tone]:
            return scenario.hears[move].line(tone)
        case ["slips", slip]:
            return scenario.slips[slip]
        case ["beats", turn, tone] if 1 <= int(turn) <= len(scenario.beats):
            return scenario.beats[int(turn) - 1].line(tone)
        case ["end", end]:
            return scenario.ending(End(end)).says
    raise KeyError(key)
