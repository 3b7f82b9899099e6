"""The trace that a hint leaves for a day, so that people are left to rest."""

from dataclasses import dataclass
from datetime import datetime

from bot.messages import Place


@dataclass(frozen=True, slots=True)
class HintMark:
    """That a person got a hint, where and when; not what it said."""

    place: Place
    at: datetime
