"""What a text turned out to be: heat, level, and the cues with their places."""

from dataclasses import dataclass
from enum import StrEnum


class Voice(StrEnum):
    """Who speaks: the same words weigh differently from an agent and from a customer."""

    AGENT = "agent"
    CUSTOMER = "customer"


class Level(StrEnum):
    CALM = "calm"
    WARM = "warm"
    HEATED = "heated"


@dataclass(frozen=True, slots=True)
class Cue:
    """A place in the text that raises heat, and the technique that answers it.

    `start` and `end` are character offsets into the text as it was given; `cue` is the id of the phrasebook
    entry; `share` is the part of the heat, 0 to 1, that this cue brought.
    """

    cue: str
    family: str
    technique: str
    start: int
    end: int
    share: float = 0.0


@dataclass(frozen=True, slots=True)
class Reading:
    """How likely a text is to be felt as an attack, a dismissal or a lost temper.

    `heat` is 0 to 1; `level` is what we would act on, and stays calm where there is no cue to show. `judged` is False
    where we keep silent on purpose (not English, only code, nothing left after quotes): then heat and level say
    nothing, and not judged never means calm. `harm` marks slurs, threats, sexual remarks and signs of self-harm, which
    get a limit and help instead of empathy. `laughing` marks a text that laughs or teases ("haha", ":joy:").
    `sources` are proposed sources of the trouble and `wants` what a customer asks for, both by slug.
    """

    heat: float
    level: Level
    cues: tuple[Cue, ...] = ()
    judged: bool = True
    harm: bool = False
    laughing: bool = False
    sources: tuple[str, ...] = ()
    wants: tuple[str, ...] = ()


CALM = Reading(heat=0.0, level=Level.CALM)
