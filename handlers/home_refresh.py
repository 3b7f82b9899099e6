"""Brings Homes up to date when something on them changes: once for what changes together, and not too often."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import uuid4

from bot.deliveries import Delivery, Kind
from bot.messages import Place
from storage.store import Memory

APART = timedelta(milliseconds=500)
"""Between the Homes of a whole team, so that Slack can take them."""


def refresh_home(memory: Memory, workspace: str, person: str, now: datetime) -> None:
    """Show a change on somebody's Home, if they have ever looked at it."""
    visit = memory.homes.find(workspace, person) if person else None
    if visit is not None:
        # Whatever changes before this turn is taken has the same key, and is shown together.
        memory.deliveries.schedule(
            Delivery(
                id=uuid4().hex,
                key=f"home/{person}/{visit.turn}",
                workspace=workspace,
                kind=Kind.HOME,
                to=person,
                due_at=visit.free_at(now),
                thread=_home(workspace, person).thread,
            )
        )


def refresh_homes(memory: Memory, workspace: str, people: Iterable[str], now: datetime) -> None:
    """Show a change on the Homes of all whom it concerns."""
    for person in dict.fromkeys(people):
        refresh_home(memory, workspace, person, now)


def refresh_all_homes(memory: Memory, workspace: str, now: datetime) -> None:
    """Show a change of the team, which may change what anybody may see."""
    refresh_one_by_one(memory, workspace, memory.homes.opened(workspace), now)


def refresh_one_by_one(memory: Memory, workspace: str, people: Iterable[str], now: datetime) -> None:
    """Show a change on the Homes of many."""
    for number, person in enumerate(people):
        refresh_home(memory, workspace, person, now + number * APART)


def open_home(memory: Memory, workspace: str, person: str, now: datetime) -> None:
    """Somebody looks at their Home: publish it, instead of what still waited, and keep it up to date from now on."""
    memory.homes.open(workspace, person, now)
    memory.deliveries.withdraw(_home(workspace, person), now=now)
    refresh_home(memory, workspace, person, now)


def _home(workspace: str, person: str) -> Place:
    """Where a Home's deliveries are found again; no conversation has such a name."""
    return Place(workspace=workspace, channel="", thread=f"home/{person}")
