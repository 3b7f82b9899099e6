"""Follow-ups as they are kept: every change in one transaction with the reminders that follow from it."""

from collections.abc import Callable
from datetime import datetime
from uuid import uuid4

from bot.deliveries import Delivery, Kind
from bot.followups import FollowUp, Refusal, Source
from bot.messages import Place
from bot.worktime import WorkingHours
from handlers.gathering import enlist
from handlers.home_refresh import refresh_homes
from handlers.rooms import Actor
from storage.store import Memory

Change = Callable[[FollowUp], FollowUp | Refusal | None]


def hours_of(memory: Memory, workspace: str, person: str) -> WorkingHours:
    """When somebody works, on the clock that Slack last told for them."""
    return memory.working.of(workspace, person)


def start(
    memory: Memory, actor: Actor, place: Place, at: datetime, note: str, now: datetime, source: Source = Source.ASKED
) -> FollowUp:
    """Set up a new one for who asks."""
    followup = FollowUp(
        id=uuid4().hex,
        place=place,
        owner=actor.slack_id,
        asked_by=actor.slack_id,
        asked_at=now,
        due_at=at,
        note=note,
        source=source,
    )
    keep(memory, followup, now)
    return followup


def change(memory: Memory, workspace: str, followup_id: str, act: Change, now: datetime) -> FollowUp | Refusal | None:
    """Change one, and keep what comes of it; None where it is not kept any more or nothing is to be changed."""
    followup = memory.followups.lock(workspace, followup_id)
    changed = None if followup is None else act(followup)
    if isinstance(changed, FollowUp):
        keep(memory, changed, now)
    return changed


def keep(memory: Memory, followup: FollowUp, now: datetime) -> None:
    """Keep one as it is now; the reminders of how it was before are withdrawn."""
    memory.followups.save(followup, now)
    memory.deliveries.withdraw(followup.place, about=followup.id, now=now)
    schedule_reminder(memory, followup)
    before = followup.before.owner if followup.before else ""
    refresh_homes(memory, followup.place.workspace, (followup.owner, followup.asked_by, before), now)


def schedule_reminder(memory: Memory, followup: FollowUp) -> None:
    """The next reminder, and the line that it may leave in a thread."""
    due_at = followup.next_reminder(hours_of(memory, followup.place.workspace, followup.owner))
    if due_at is not None:
        reminder = delivery_of(followup, Kind.FOLLOWUP, followup.reminder_key, due_at)
        if memory.deliveries.schedule(reminder) and followup.reminded:
            enlist(memory, reminder, followup.owner, due_at)
        if followup.place.thread and followup.reminded == 0:
            line = f"{followup.reminder_key}:line"
            memory.deliveries.schedule(delivery_of(followup, Kind.FOLLOWUP_LINE, line, due_at))


def schedule_given(memory: Memory, followup: FollowUp, now: datetime) -> None:
    """Tell a colleague that a follow-up is theirs now."""
    key = f"followup-given:{followup.id}:{followup.revision}"
    memory.deliveries.schedule(delivery_of(followup, Kind.FOLLOWUP_GIVEN, key, now))


def delivery_of(followup: FollowUp, kind: Kind, key: str, due_at: datetime) -> Delivery:
    """A delivery about a follow-up; its words are looked up when it is said."""
    place = followup.place
    return Delivery(
        id=uuid4().hex,
        key=key,
        workspace=place.workspace,
        kind=kind,
        to=followup.owner,
        due_at=due_at,
        channel=place.channel,
        thread=place.thread,
        about=followup.id,
        words={"followup": followup.id},
    )
