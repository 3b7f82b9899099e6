"""How much at once: after days off one list, after an outage one message a second and channel, the oldest first."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.deliveries import Delivery
from bot.nudge_values import Nudge, Way

A_SECOND = timedelta(seconds=1)
LATE = timedelta(minutes=5)
"""What is said this long after its time is marked as late."""
MOST_SINGLE = 2
"""Up to so many reminders for one person come by themselves; more come as one list."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Paced:
    """When to say a delivery, and whether to mark it as late."""

    delivery: Delivery
    at: datetime
    late: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Together:
    """Reminders for one person that come as one list, the oldest first."""

    to: str
    nudges: tuple[Nudge, ...]

    @property
    def key(self) -> str:
        """The same list has the same key."""
        return f"together:{self.to}:{self.nudges[0].key}:{len(self.nudges)}"


def pace(due: Iterable[Delivery], now: datetime) -> tuple[Paced, ...]:
    """Deliveries that are due, spread so that a conversation gets one a second, the oldest first."""
    free: dict[tuple[str, str], datetime] = {}
    paced = []
    for delivery in sorted(due, key=lambda one: (one.due_at, one.id)):
        conversation = (delivery.workspace, delivery.channel or delivery.to)
        at = max(now, delivery.due_at, free.get(conversation, now))
        free[conversation] = at + A_SECOND
        paced.append(Paced(delivery=delivery, at=at, late=is_late(delivery.due_at, at)))
    return tuple(sorted(paced, key=lambda one: (one.at, one.delivery.due_at, one.delivery.id)))


def is_late(due_at: datetime, said_at: datetime) -> bool:
    """Whether something comes so long after its time that its words should say so."""
    return said_at - due_at >= LATE


def gather(due: Iterable[Nudge]) -> tuple[Nudge | Together, ...]:
    """What is due at once: a person's private reminders as one list where they are many, all else as it is.

    What is urgent, in public, or a draft to post stays by itself.
    """
    ordered = sorted(due, key=lambda nudge: (nudge.due_at, nudge.key))
    private = [nudge for nudge in ordered if nudge.way is Way.PRIVATE and not nudge.urgent]
    per_person: dict[tuple[str, str], list[Nudge]] = {}
    for nudge in private:
        per_person.setdefault((nudge.place.workspace, nudge.to), []).append(nudge)
    lists = {who: nudges for who, nudges in per_person.items() if len(nudges) > MOST_SINGLE}
    listed = {nudge.key for nudges in lists.values() for nudge in nudges}
    together = [Together(to=to, nudges=tuple(nudges)) for (_, to), nudges in lists.items()]
    return (*together, *(nudge for nudge in ordered if nudge.key not in listed))
