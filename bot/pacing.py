"""How much at once: after days off one list, after an outage one message a second and channel, the oldest first."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.deliveries import Delivery
from bot.nudge_values import Way

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
class Listed:
    """A reminder as far as a list has to know it: `key` tells it from others, `to` is its one reader."""

    key: str
    workspace: str
    to: str
    way: Way
    due_at: datetime
    urgent: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Together:
    """Reminders for one person that come as one list, the oldest first."""

    to: str
    items: tuple[Listed, ...]


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


def gather(due: Iterable[Listed]) -> tuple[Listed | Together, ...]:
    """What is due at once: a person's private reminders as one list where they are many, all else as it is.

    What is urgent, in public, or a draft to post stays by itself.
    """
    ordered = sorted(due, key=lambda one: (one.due_at, one.key))
    private = [one for one in ordered if one.way is Way.PRIVATE and not one.urgent]
    per_person: dict[tuple[str, str], list[Listed]] = {}
    for one in private:
        per_person.setdefault((one.workspace, one.to), []).append(one)
    lists = {who: items for who, items in per_person.items() if len(items) > MOST_SINGLE}
    listed = {one.key for items in lists.values() for one in items}
    together = [Together(to=to, items=tuple(items)) for (_, to), items in lists.items()]
    return (*together, *(one for one in ordered if one.key not in listed))
