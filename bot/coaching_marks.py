"""The trace that a hint leaves for a day, so that people are left to rest."""

from dataclasses import dataclass
from datetime import datetime

from bot.messages import Place


@dataclass(frozen=True, slots=True)
class HintMark:
    """That a person got a hint, where and when; not what it said."""

    place: Place
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class CueCount:
    """How often a cue was said in a workspace, and what people made of it; nobody is named."""

    cue: str
    shown: int = 0
    used: int = 0
    dismissed: int = 0
    wrong: int = 0
