"""How hard it hits this customer: a rank proposed from four answers; the size of the account is not one of them."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import IntEnum, StrEnum


class Rank(IntEnum):
    """Four ranks; each is a sentence `impact.rank_N`."""

    ANNOYED = 1
    HINDERED = 2
    HURT = 3
    STOPPED = 4

    @property
    def key(self) -> str:
        return f"impact.rank_{self.value}"


class Work(IntEnum):
    """What they cannot do."""

    WORKS = 1
    DETOUR = 2
    PARTLY = 3
    STOPPED = 4


class Reach(IntEnum):
    """For how many of their own people."""

    ONE = 1
    SOME = 2
    MOST = 3


class Cost(IntEnum):
    """What it costs them."""

    PATIENCE = 1
    TIME = 2
    MONEY = 3
    HARM = 4
    """Safety, the law, or customers of their own."""


class Because(StrEnum):
    """Why a rank is proposed."""

    NOTHING_SAID = "nothing_said"
    WORKS = "works"
    DETOUR = "detour"
    PARTLY = "partly"
    STOPPED = "stopped"
    SOON = "soon"
    MOST = "most"
    MONEY = "money"
    HARM = "harm"

    @property
    def key(self) -> str:
        """The sentence to say, on the page `impact`."""
        return f"impact.because_{self.value}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """What the agent knows; None is not asked or not known. `until` is when they need it by, aware UTC."""

    work: Work | None = None
    until: datetime | None = None
    reach: Reach | None = None
    cost: Cost | None = None


@dataclass(frozen=True, slots=True)
class Proposal:
    """A rank to confirm or change, and the answers that led to it, weightiest first."""

    rank: Rank
    because: tuple[Because, ...]


SOON = timedelta(hours=24)
BASE = {
    Work.WORKS: (Rank.ANNOYED, Because.WORKS),
    Work.DETOUR: (Rank.HINDERED, Because.DETOUR),
    Work.PARTLY: (Rank.HINDERED, Because.PARTLY),
    Work.STOPPED: (Rank.HURT, Because.STOPPED),
    None: (Rank.HINDERED, Because.NOTHING_SAID),
}


def propose_rank(answers: Answers, now: datetime) -> Proposal:
    """The rank that these answers speak for.

    What they cannot do gives the base; each weight (needed within a day or overdue, most of their people, money) lifts
    it by one; harm lifts it to 3 at least. What works, or has a way around, is never 4, and what nobody said is 2.
    """
    base, reason = BASE[answers.work]
    weights = _weights(answers, now)
    rank = base + len([weight for weight in weights if weight is not Because.HARM])
    if Because.HARM in weights:
        rank = max(rank + 1, Rank.HURT)
    ceiling = Rank.HURT if answers.work in (Work.WORKS, Work.DETOUR) else Rank.STOPPED
    said = () if reason is Because.NOTHING_SAID and weights else (reason,)
    return Proposal(Rank(min(rank, ceiling)), (*said, *weights))


def _weights(answers: Answers, now: datetime) -> tuple[Because, ...]:
    weighs = {
        Because.HARM: answers.cost is Cost.HARM,
        Because.SOON: answers.until is not None and answers.until - now <= SOON,
        Because.MOST: answers.reach is Reach.MOST,
        Because.MONEY: answers.cost is Cost.MONEY,
    }
    return tuple(because for because, holds in weighs.items() if holds)
