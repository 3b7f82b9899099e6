"""One channel of a round: who tells it, and whether they have."""

from dataclasses import dataclass, replace
from enum import StrEnum

from bot.recover import Refusal, Run, State


class Stands(StrEnum):
    """Where one channel of a round stands."""

    OPEN = "open"
    POSTING = "posting"
    """Its owner pressed *Post*, and Slack has not taken it yet."""
    TOLD = "told"
    DECLINED = "declined"
    ARCHIVED = "archived"
    """Nobody can be told there any more."""


class Why(StrEnum):
    """Why an owner does not tell a channel."""

    NOT_TOUCHED = "not_touched"
    ANOTHER_WAY = "another_way"
    BAD_MOMENT = "bad_moment"
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """One channel of a round.

    `owner` is who tells it, empty where nobody was found; `passed` are those who could not be asked. `told` is the
    revision that it was told last, 0 for none; `by_hand` is whether its owner did that without the bot. `ts` is the
    message that told it, `followups` are the ids of what was promised there. `inside` is whether the bot may post.
    """

    run: str
    channel: str
    owner: str = ""
    stands: Stands = Stands.OPEN
    told: int = 0
    by_hand: bool = False
    why: Why | None = None
    note: str = ""
    ts: str = ""
    inside: bool = True
    passed: tuple[str, ...] = ()
    followups: tuple[str, ...] = ()

    def is_due(self, revision: int) -> bool:
        """Whether its owner still has something to do about this solution."""
        return self.stands is Stands.OPEN or self.is_behind(revision)

    def is_behind(self, revision: int) -> bool:
        """Whether it was told an earlier solution only."""
        return self.stands is Stands.TOLD and self.told < revision


def begin_post(telling: Telling, run: Run, by: str) -> Telling | Refusal:
    """Its owner pressed *Post*."""
    refusal = _not_due(telling, run, by)
    return refusal or replace(telling, stands=Stands.POSTING)


def was_told(telling: Telling, revision: int, ts: str, followups: tuple[str, ...] = ()) -> Telling:
    """Slack took it."""
    told = replace(telling, stands=Stands.TOLD, told=max(revision, telling.told), ts=ts, by_hand=False)
    return replace(told, followups=followups, why=None, note="")


def post_failed(telling: Telling) -> Telling:
    """Slack did not take it: it is as it was before."""
    return replace(telling, stands=Stands.TOLD if telling.told else Stands.OPEN)


def told_by_hand(telling: Telling, run: Run, by: str) -> Telling | Refusal:
    """Its owner has told it already, in their own way."""
    refusal = _not_due(telling, run, by)
    return refusal or replace(telling, stands=Stands.TOLD, told=run.revision, by_hand=True)


def decline(telling: Telling, run: Run, by: str, why: Why, note: str) -> Telling | Refusal:
    """Its owner does not tell it."""
    refusal = _not_due(telling, run, by)
    return refusal or replace(telling, stands=Stands.DECLINED, why=why, note=note)


def _not_due(telling: Telling, run: Run, by: str) -> Refusal | None:
    if telling.owner != by:
        return Refusal.NOT_YOURS
    if run.state is not State.RELEASED:
        return Refusal.OVER
    return None if telling.is_due(run.revision) else Refusal.DONE
