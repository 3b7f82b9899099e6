"""How far a round has come, in numbers, and what is left to whom."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from bot.recover_telling import Stands, Telling


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """Counts of channels; every channel is in just one of them.

    `behind` were told an earlier solution only, `nobody` have no one to tell them.
    """

    told: int = 0
    behind: int = 0
    waiting: int = 0
    declined: int = 0
    archived: int = 0
    nobody: int = 0

    @property
    def all(self) -> int:
        return self.told + self.behind + self.waiting + self.declined + self.archived + self.nobody

    @property
    def is_done(self) -> bool:
        return not (self.behind or self.waiting or self.nobody)


def progress(tellings: Iterable[Telling], revision: int) -> Progress:
    """Where the channels of a round stand."""
    counts = dict.fromkeys(Progress.__dataclass_fields__, 0)
    for telling in tellings:
        counts[_where(telling, revision)] += 1
    return Progress(**counts)


def left_to(tellings: Iterable[Telling], revision: int) -> Mapping[str, tuple[str, ...]]:
    """The channels that wait, by owner; who has most of them comes first."""
    found: dict[str, list[str]] = {}
    for telling in tellings:
        if _where(telling, revision) in ("waiting", "behind"):
            found.setdefault(telling.owner, []).append(telling.channel)
    ordered = sorted(found.items(), key=lambda one: (-len(one[1]), one[0]))
    return {owner: tuple(sorted(channels)) for owner, channels in ordered}


def _where(telling: Telling, revision: int) -> str:
    if telling.stands in (Stands.DECLINED, Stands.ARCHIVED):
        return telling.stands.value
    if telling.stands is Stands.TOLD:
        return "behind" if telling.is_behind(revision) else "told"
    return "waiting" if telling.owner else "nobody"
