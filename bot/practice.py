"""A person's own practice: when a turn counts, when it has lain too long, and what the coach says at its end."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any

from phrasebook.practice import NO_LIMIT, State
from phrasebook.practice_book import Practice
from phrasebook.practice_pages import End, Mood, Scenario
from phrasebook.prepare import own_words
from phrasebook.reading import Reading

PAUSE = timedelta(hours=8)
"""After so long a message may be about something else: first ask whether to go on."""
LIFE = timedelta(days=7)
"""A practice that nobody went on with is erased after so long."""
EMOJI = re.compile(r":[\w+'-]{1,100}:")
LONGEST = 1_500
"""The longest answer that counts, in characters."""
WORKED, TRIES = 4, 2
"""How much the coach says at most."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """A running practice; `run` tells it from an earlier one, `at` is its last turn, `shown` the last thing said."""

    run: str
    state: State
    at: datetime
    shown: tuple[str, ...]

    def lay(self, now: datetime) -> bool:
        """Whether it has lain so long that its person is asked before it goes on."""
        return now - self.at >= PAUSE


@dataclass(frozen=True, slots=True)
class Done:
    """A scenario that somebody has played to an end, and on which day."""

    scenario: str
    day: date


class Unheard(StrEnum):
    """Why an answer does not count as a turn."""

    EMPTY = "empty"
    LONG = "long"
    FOREIGN = "foreign"


def too_long(text: str) -> bool:
    return len(text) > LONGEST


def has_words(text: str) -> bool:
    """Whether there is a word of one's own in it, beside quotes, links, mentions and emoji."""
    return any(char.isalnum() for char in EMOJI.sub(" ", own_words(text)))


def unheard(text: str, reading: Reading) -> Unheard | None:
    """Why the customer cannot react to an answer; None where they can."""
    if too_long(text):
        return Unheard.LONG
    if not has_words(text):
        return Unheard.EMPTY
    return None if reading.judged else Unheard.FOREIGN


@dataclass(frozen=True, slots=True)
class Tip:
    """Something to try, and the technique whose page tells more."""

    words: str
    technique: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Coaching:
    """What the coach says: what worked, what to try, and the page to read where there is nothing to try."""

    worked: tuple[str, ...]
    tips: tuple[Tip, ...]
    page: str


def coach(practice: Practice, scenario: Scenario, state: State) -> Coaching:
    """What worked in a practice that is over, what was needed first, and at most two things to try."""
    moves = practice.moves
    worked = [moves[one] for one in dict.fromkeys((*scenario.needs, *moves)) if one in state.used]
    slipped = [one for one in practice.slips.values() if one.id in state.slips]
    slips = sorted(slipped, key=lambda one: (one.id != NO_LIMIT, -one.cost))
    missing = [moves[one] for one in scenario.needs if one not in state.used]
    tips = [*(Tip(one.tip, one.technique) for one in slips), *(Tip(one.tip, one.technique) for one in missing)][:TRIES]
    return Coaching(
        worked=tuple(one.worked for one in worked)[:WORKED],
        tips=tuple(tips),
        page="" if tips else moves[scenario.needs[0]].technique,
    )


def as_words(state: State) -> Mapping[str, Any]:
    """A state as it is kept: ids and steps, no words."""
    return {
        "scenario": state.scenario,
        "mood": int(state.mood),
        "turn": state.turn,
        "used": sorted(state.used),
        "slips": sorted(state.slips),
        "said": sorted(state.said),
        "abused": state.abused,
        "end": state.end,
    }


def from_words(words: Mapping[str, Any]) -> State:
    """The state that was kept as these words."""
    return State(
        scenario=str(words["scenario"]),
        mood=Mood(words["mood"]),
        turn=int(words["turn"]),
        used=frozenset(words["used"]),
        slips=frozenset(words["slips"]),
        said=frozenset(words["said"]),
        abused=bool(words["abused"]),
        end=End(words["end"]) if words["end"] else None,
    )
